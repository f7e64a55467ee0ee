package io.millrace.training.packing;

import java.util.List;

/**
 * First-fit decreasing: the largest item first, each into the first bin that has room; at most 11/9
 * of the fewest bins plus 6/9 (Dósa 2007).
 */
public final class FirstFitDecreasing implements BinPacker {
  @Override
  public List<List<Integer>> pack(int[] sizes, int capacity) {
    Bins bins = new Bins(capacity);
    for (int item : ItemOrder.decreasing(sizes, capacity)) {
      bins.put(item, sizes[item], bins.first(sizes[item]));
    }
    return bins.toList();
  }
}
