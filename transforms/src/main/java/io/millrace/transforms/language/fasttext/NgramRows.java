package io.millrace.transforms.language.fasttext;

import java.io.IOException;

/**
 * Which row of the input matrix an n-gram's hash bucket has. In a pruned model only some buckets
 * kept their row, and in other places.
 */
final class NgramRows {
  /** No row: the bucket was pruned. */
  static final int NONE = -1;

  private static final int BYTES_PER_BUCKET = 2 * Integer.BYTES;
  private static final int MAX_BUCKETS = 1 << 26;

  private final int wordCount;

  /** Open addressing: bucket and row in turn, a row plus one so that 0 is empty; null: identity. */
  private final int[] slots;

  private NgramRows(int wordCount, int[] slots) {
    this.wordCount = wordCount;
    this.slots = slots;
  }

  /** Reads the list of kept buckets, which follows the dictionary's entries. */
  static NgramRows read(ModelFile file, DictionarySizes sizes) throws IOException {
    if (!sizes.isPruned()) {
      return new NgramRows(sizes.words(), null);
    }
    long count = sizes.prunedBuckets();
    file.requireLeft(
        file.product(count, BYTES_PER_BUCKET, "the pruned buckets"), "the pruned buckets");
    if (count > MAX_BUCKETS) {
      throw file.error(count + " pruned buckets are more than the " + MAX_BUCKETS + " supported");
    }
    int capacity = Integer.highestOneBit((int) count + 1) << 2;
    NgramRows rows = new NgramRows(sizes.words(), new int[2 * capacity]);
    for (int i = 0; i < count; i++) {
      int bucket = file.readInt("a pruned bucket");
      int row = file.readInt("a pruned bucket's row");
      if (row < 0 || row >= count) {
        throw file.error("pruned bucket " + bucket + " has row " + row + " of " + count);
      }
      int slot = rows.slotOf(bucket);
      rows.slots[slot] = bucket;
      rows.slots[slot + 1] = row + 1;
    }
    return rows;
  }

  /**
   * @param bucket 0 to buckets − 1; a negative one, as buckets above 2³¹ would give, has no row
   * @return the row of the input matrix, or {@link #NONE}
   */
  int rowOf(int bucket) {
    if (bucket < 0) {
      return NONE;
    }
    if (slots == null) {
      return wordCount + bucket;
    }
    int row = slots[slotOf(bucket) + 1] - 1;
    return row < 0 ? NONE : wordCount + row;
  }

  private int slotOf(int bucket) {
    int mask = slots.length - 1;
    int mixed = bucket * 0x9E3779B9;
    int slot = (mixed ^ mixed >>> 15) & mask & ~1;
    while (slots[slot + 1] != 0 && slots[slot] != bucket) {
      slot = (slot + 2) & mask;
    }
    return slot;
  }
}
