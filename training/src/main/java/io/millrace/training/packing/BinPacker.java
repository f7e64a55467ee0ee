package io.millrace.training.packing;

import java.util.List;

/** Puts items into as few bins of one capacity as it finds. */
public interface BinPacker {
  /**
   * Packs items.
   *
   * @param sizes of the items, each from 1 to {@code capacity}
   * @param capacity of a bin
   * @return the items' indexes by bin, each exactly once; the same for the same arguments
   */
  List<List<Integer>> pack(int[] sizes, int capacity);
}
