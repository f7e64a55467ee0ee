package io.millrace.training.packing;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Items of a bin packing in the order they are packed. */
final class ItemOrder {
  private ItemOrder() {}

  /**
   * As they come.
   *
   * @throws IllegalArgumentException if an item fits no bin
   */
  static List<Integer> given(int[] sizes, int capacity) {
    for (int size : sizes) {
      if (size < 1 || size > capacity) {
        throw new IllegalArgumentException("an item of " + size + " in bins of " + capacity);
      }
    }
    return IntStream.range(0, sizes.length).boxed().toList();
  }

  /**
   * The largest first, equal ones as they come.
   *
   * @throws IllegalArgumentException if an item fits no bin
   */
  static List<Integer> decreasing(int[] sizes, int capacity) {
    return given(sizes, capacity).stream()
        .sorted(Comparator.comparingInt((Integer item) -> -sizes[item]))
        .toList();
  }
}
