package io.millrace.training.packing;

import java.util.List;

/**
 * Best-fit decreasing: the largest item first, each into the fullest bin that has room; its worst
 * case is that of first-fit decreasing (Johnson et al. 1974).
 */
public final class BestFitDecreasing implements BinPacker {
  @Override
  public List<List<Integer>> pack(int[] sizes, int capacity) {
    Bins bins = new Bins(capacity);
    for (int item : ItemOrder.decreasing(sizes, capacity)) {
      bins.put(item, sizes[item], bins.tightest(sizes[item]));
    }
    return bins.toList();
  }
}
