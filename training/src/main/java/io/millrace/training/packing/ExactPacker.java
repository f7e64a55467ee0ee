package io.millrace.training.packing;

import java.util.Arrays;
import java.util.List;

/**
 * The fewest bins, by branch and bound: items from the largest, each into every bin that differs,
 * and into a new one; a branch ends where the room that is left can do no better than the best
 * packing yet. Starts from best-fit decreasing and stops at Martello and Toth's lower bound L2
 * (Knapsack Problems, 1990, Section 8.3).
 *
 * <p>Meant for small batches: time is exponential at worst. After {@code maxNodes} placements the
 * best packing so far is given, which is never worse than best-fit decreasing's.
 */
public final class ExactPacker implements BinPacker {
  /** Enough for batches of some dozen sequences; well below a second. */
  public static final int USUAL_MAX_NODES = 100_000;

  private final int maxNodes;

  /** Searches up to {@link #USUAL_MAX_NODES}. */
  public ExactPacker() {
    this(USUAL_MAX_NODES);
  }

  /**
   * @param maxNodes placements to try, at least 1
   */
  public ExactPacker(int maxNodes) {
    this.maxNodes = maxNodes;
  }

  @Override
  public List<List<Integer>> pack(int[] sizes, int capacity) {
    List<List<Integer>> greedy = new BestFitDecreasing().pack(sizes, capacity);
    int bound = lowerBound(sizes, capacity);
    if (greedy.size() == bound) {
      return greedy;
    }
    Search search = new Search(sizes, capacity, greedy, bound);
    search.place(0, 0);
    return search.best;
  }

  /** Martello and Toth's L2: no packing has fewer bins. */
  static int lowerBound(int[] sizes, int capacity) {
    int bound = 0;
    for (int small :
        Arrays.stream(sizes).filter(size -> 2 * size <= capacity).distinct().toArray()) {
      bound = Math.max(bound, lowerBound(sizes, capacity, small));
    }
    return Math.max(bound, lowerBound(sizes, capacity, capacity / 2 + 1));
  }

  /** Items below {@code small} are left out; each over half a bin needs one of its own. */
  private static int lowerBound(int[] sizes, int capacity, int small) {
    int large = 0;
    long room = 0;
    long others = 0;
    for (int size : sizes) {
      if (2L * size > capacity) {
        large++;
        room += size > capacity - small ? 0 : capacity - size;
      } else if (size >= small) {
        others += size;
      }
    }
    return large + binsOf(others - room, capacity);
  }

  /** Bins that so much fills, broken into any pieces. */
  private static int binsOf(long size, int capacity) {
    return (int) ((Math.max(0, size) + capacity - 1) / capacity);
  }

  private final class Search {
    private final int[] sizes;
    private final List<Integer> order;
    private final long[] sizeFrom; // of the items from this place of the order on
    private final int capacity;
    private final int bound;
    private final Bins bins;
    private List<List<Integer>> best;
    private int nodes;

    Search(int[] sizes, int capacity, List<List<Integer>> greedy, int bound) {
      this.sizes = sizes;
      this.capacity = capacity;
      this.best = greedy;
      this.bound = bound;
      this.bins = new Bins(capacity);
      this.order = ItemOrder.decreasing(sizes, capacity);
      this.sizeFrom = new long[order.size() + 1];
      for (int i = order.size() - 1; i >= 0; i--) {
        sizeFrom[i] = sizeFrom[i + 1] + sizes[order.get(i)];
      }
    }

    /**
     * Tries all places for the items from one on.
     *
     * @param firstBin where to begin; equal items go into ascending bins
     */
    void place(int index, int firstBin) {
      if (index == order.size()) {
        best = bins.toList();
        return;
      }
      int item = order.get(index);
      int size = sizes[item];
      for (int bin = firstBin; bin <= bins.count(); bin++) {
        if (best.size() == bound || nodes >= maxNodes || leastBins(index) >= best.size()) {
          return;
        }
        boolean isNew = bin == bins.count();
        boolean fits = isNew ? bins.count() + 1 < best.size() : bins.room(bin) >= size;
        if (fits && (isNew || differs(bin, firstBin))) {
          nodes++;
          bins.put(item, size, bin);
          boolean equalNext = index + 1 < order.size() && sizes[order.get(index + 1)] == size;
          place(index + 1, equalNext ? bin : 0);
          bins.takeLast(size, bin);
        }
      }
    }

    /** Whether no earlier bin that was tried has the same room. */
    private boolean differs(int bin, int firstBin) {
      for (int earlier = firstBin; earlier < bin; earlier++) {
        if (bins.room(earlier) == bins.room(bin)) {
          return false;
        }
      }
      return true;
    }

    /** Bins that at least are needed: room too small for any of the items left is lost. */
    private int leastBins(int index) {
      int smallest = sizes[order.get(order.size() - 1)];
      long left = sizeFrom[index];
      for (int bin = 0; bin < bins.count(); bin++) {
        left -= bins.room(bin) >= smallest ? bins.room(bin) : 0;
      }
      return bins.count() + binsOf(left, capacity);
    }
  }
}
