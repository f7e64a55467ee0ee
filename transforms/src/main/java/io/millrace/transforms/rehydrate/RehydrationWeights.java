package io.millrace.transforms.rehydrate;

import io.millrace.transforms.quality.Removals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often documents of a language count, by the size of the cluster that they stand for: sizes of
 * which the quality rules removed less than of all count more, up to a maximum for the size of
 * which they removed least (FineWeb2, arXiv 2506.20920: rehydration).
 *
 * <p>With {@code rate} the part removed of a size's documents, {@code global} that of all, and
 * {@code min} the least rate, the weight is 1 + (max − 1) · (rate − global) / (min − global),
 * rounded half to even; 1 where the rate is not below the global one. Rates are averages over five
 * neighbouring sizes, but for the first two and the last two. The largest sizes that together have
 * 0.1% of the documents at most count as one.
 */
public final class RehydrationWeights {
  private static final int WINDOW = 5;
  private static final double TAIL_FRACTION = 0.001;

  /** By the least size that it holds for, a weight. */
  private final NavigableMap<Long, Integer> weights;

  private RehydrationWeights(NavigableMap<Long, Integer> weights) {
    this.weights = weights;
  }

  /** Documents of one size, or of the tail's sizes. */
  private record Bucket(long size, long entered, long removed) {
    double rate() {
      return (double) removed / entered;
    }

    Bucket plus(Bucket other) {
      return new Bucket(
          Math.min(size, other.size), entered + other.entered, removed + other.removed);
    }
  }

  /**
   * Weights from what was removed.
   *
   * @param removals of one language; several of one size are added up
   * @param maxWeight the greatest weight, at least 1
   */
  public static RehydrationWeights of(Collection<Removals> removals, int maxWeight) {
    List<Bucket> buckets = withTail(bySize(removals));
    NavigableMap<Long, Integer> weights = new TreeMap<>();
    if (buckets.isEmpty()) {
      return new RehydrationWeights(weights);
    }
    double global = buckets.stream().reduce(Bucket::plus).orElseThrow().rate();
    double[] rates = smooth(buckets.stream().mapToDouble(Bucket::rate).toArray());
    double min = Double.POSITIVE_INFINITY;
    for (double rate : rates) {
      min = Math.min(min, rate);
    }
    for (int i = 0; i < rates.length; i++) {
      weights.put(buckets.get(i).size(), weight(rates[i], global, min, maxWeight));
    }
    return new RehydrationWeights(weights);
  }

  /**
   * How often a document counts.
   *
   * @param clusterSize members of its cluster
   * @return that of the next smaller size where the size was not seen; 1 where there is none
   */
  public int weight(long clusterSize) {
    var entry = weights.floorEntry(clusterSize);
    return entry == null ? 1 : entry.getValue();
  }

  private static int weight(double rate, double global, double min, int maxWeight) {
    return rate >= global
        ? 1
        : (int) Math.rint(1 + (maxWeight - 1) * (rate - global) / (min - global));
  }

  private static List<Bucket> bySize(Collection<Removals> removals) {
    SortedMap<Long, Bucket> sizes = new TreeMap<>();
    for (Removals row : removals) {
      if (row.entered() > 0) {
        sizes.merge(
            row.clusterSize(),
            new Bucket(row.clusterSize(), row.entered(), row.removed()),
            Bucket::plus);
      }
    }
    return new ArrayList<>(sizes.values());
  }

  /** Makes one bucket of the largest sizes. */
  private static List<Bucket> withTail(List<Bucket> sizes) {
    double most = TAIL_FRACTION * sizes.stream().mapToLong(Bucket::entered).sum();
    int first = sizes.size();
    long entered = 0;
    while (first > 0 && entered + sizes.get(first - 1).entered() <= most) {
      first--;
      entered += sizes.get(first).entered();
    }
    List<Bucket> buckets = new ArrayList<>(sizes.subList(0, first));
    sizes.subList(first, sizes.size()).stream().reduce(Bucket::plus).ifPresent(buckets::add);
    return buckets;
  }

  private static double[] smooth(double[] rates) {
    double[] smooth = rates.clone();
    int half = WINDOW / 2;
    for (int i = half; i + half < rates.length; i++) {
      double sum = 0;
      for (int j = i - half; j <= i + half; j++) {
        sum += rates[j];
      }
      smooth[i] = sum / WINDOW;
    }
    return smooth;
  }
}
