package io.millrace.transforms.share;

import java.util.BitSet;

/**
 * A part of a group's total.
 *
 * @param <T> a total
 * @param total of this part
 * @param slots the slots in which the part has members; never changed
 */
record Partial<T>(T total, BitSet slots) {
  static <T> Partial<T> of(T total, int slot) {
    BitSet slots = new BitSet(slot + 1);
    slots.set(slot);
    return new Partial<>(total, slots);
  }
}
