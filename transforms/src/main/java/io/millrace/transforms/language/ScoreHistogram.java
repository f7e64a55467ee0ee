package io.millrace.transforms.language;

import java.util.Arrays;

/**
 * Counts of scores in steps of a thousandth. Histograms are added up in whole numbers, so that any
 * order and any grouping give the same median and deviation.
 */
public final class ScoreHistogram {
  /** Steps from score 0 to score 1; there is one bucket more. */
  public static final int STEPS = 1000;

  /** Keeps products such as 0.29 · 1000 from falling below the whole number that they stand for. */
  private static final double ROUNDING = 1e-9;

  private final long[] counts;

  /** An empty histogram. */
  public ScoreHistogram() {
    this.counts = new long[STEPS + 1];
  }

  private ScoreHistogram(long[] counts) {
    this.counts = counts;
  }

  /**
   * A histogram of counts as {@link #counts} gives them.
   *
   * @throws IllegalArgumentException if there are not {@link #STEPS} + 1 counts, or one is negative
   */
  public static ScoreHistogram of(long[] counts) {
    if (counts.length != STEPS + 1) {
      throw new IllegalArgumentException(
          counts.length + " counts; a score histogram has " + (STEPS + 1));
    }
    if (Arrays.stream(counts).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("a score histogram has no negative counts");
    }
    return new ScoreHistogram(counts.clone());
  }

  /**
   * Counts a score as the whole step that it reaches; one outside of [0, 1] counts as the nearer
   * end. Rounding up would put the threshold of a label with one text above that text's score.
   */
  public void add(double score) {
    counts[(int) (Math.max(0, Math.min(1, score)) * STEPS + ROUNDING)]++;
  }

  /** Adds the counts of another histogram to this one. */
  public void merge(ScoreHistogram other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** A copy of the counts, by score. */
  public long[] counts() {
    return counts.clone();
  }

  /** Number of scores counted. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** The median score, the mean of the two in the middle of an even number. */
  public double median() {
    long total = requireAny();
    return (scoreAt((total - 1) / 2) + scoreAt(total / 2)) / (2.0 * STEPS);
  }

  /** The standard deviation of the scores themselves, not an estimate of a larger set's. */
  public double standardDeviation() {
    long total = requireAny();
    double mean = 0;
    for (int i = 0; i < counts.length; i++) {
      mean += (double) counts[i] / total * i;
    }
    double variance = 0;
    for (int i = 0; i < counts.length; i++) {
      variance += (double) counts[i] / total * (i - mean) * (i - mean);
    }
    return Math.sqrt(variance) / STEPS;
  }

  /** The bucket of the score at a place in ascending order, from 0. */
  private int scoreAt(long place) {
    long seen = 0;
    int bucket = -1;
    while (seen <= place) {
      bucket++;
      seen += counts[bucket];
    }
    return bucket;
  }

  private long requireAny() {
    long total = total();
    if (total == 0) {
      throw new IllegalStateException("an empty score histogram has no median and no deviation");
    }
    return total;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreHistogram histogram && Arrays.equals(counts, histogram.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return total() == 0
        ? "ScoreHistogram[empty]"
        : "ScoreHistogram[" + total() + " scores, median " + median() + "]";
  }
}
