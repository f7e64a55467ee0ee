package io.millrace.training.packing;

import java.util.List;

/**
 * First-fit: each item, as they come, into the first bin that has room; at most 1.7 times the
 * fewest bins (Dósa and Sgall 2013).
 */
public final class FirstFit implements BinPacker {
  @Override
  public List<List<Integer>> pack(int[] sizes, int capacity) {
    Bins bins = new Bins(capacity);
    for (int item : ItemOrder.given(sizes, capacity)) {
      bins.put(item, sizes[item], bins.first(sizes[item]));
    }
    return bins.toList();
  }
}
