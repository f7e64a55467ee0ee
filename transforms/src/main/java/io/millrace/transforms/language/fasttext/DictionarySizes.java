package io.millrace.transforms.language.fasttext;

import java.io.IOException;

/**
 * The head of a dictionary.
 *
 * @param words number of words
 * @param labels number of labels, 1 or more
 * @param prunedBuckets number of hash buckets kept by pruning, {@link #NOT_PRUNED} where all are
 */
record DictionarySizes(int words, int labels, long prunedBuckets) {
  static final long NOT_PRUNED = -1;

  static DictionarySizes read(ModelFile file) throws IOException {
    int entries = file.readInt("the dictionary's size");
    int words = file.readInt("nwords");
    int labels = file.readInt("nlabels");
    file.skip(Long.BYTES, "ntokens");
    long prunedBuckets = file.readLong("pruneidx_size");
    if (words < 0 || labels < 1 || (long) words + labels != entries) {
      throw file.error(
          "a dictionary of "
              + entries
              + " entries with "
              + words
              + " words, "
              + labels
              + " labels");
    }
    if (prunedBuckets < NOT_PRUNED) {
      throw file.error("pruneidx_size is " + prunedBuckets);
    }
    return new DictionarySizes(words, labels, prunedBuckets);
  }

  int entries() {
    return words + labels;
  }

  boolean isPruned() {
    return prunedBuckets != NOT_PRUNED;
  }

  /**
   * How many rows the input matrix has.
   *
   * @param buckets the model's number of hash buckets
   */
  long inputRows(int buckets) {
    return words + (isPruned() ? prunedBuckets : buckets);
  }
}
