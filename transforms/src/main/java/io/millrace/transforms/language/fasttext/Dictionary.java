package io.millrace.transforms.language.fasttext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The words and labels of a model. Their spelling stays in the mapped file; the heap holds an
 * offset and 1.4 to 2.9 hash slots for each, so ten million words take 160 MB at most.
 *
 * <p>Ids are those of fastText: words from 0 on, then labels.
 */
final class Dictionary {
  /** The token that ends every line of training text. */
  static final byte[] END_OF_SENTENCE = "</s>".getBytes(StandardCharsets.UTF_8);

  /** What {@link #find} gives for a token that is neither a word nor a label. */
  static final int UNKNOWN = -1;

  private static final int COUNT_AND_TYPE_BYTES = Long.BYTES + 1;
  private static final int MIN_ENTRY_BYTES = 1 + COUNT_AND_TYPE_BYTES;
  private static final double MAX_LOAD = 0.7;
  private static final byte WORD = 0;
  private static final byte LABEL = 1;

  private final int wordCount;
  private final String[] labels;
  private final long[] labelCounts;
  private ByteBuffer entries;

  /** Where each entry starts in {@link #entries}, and where the last one ends. */
  private final int[] offsets;

  /** Open addressing: 0 is empty, else an id plus one. */
  private final int[] slots;

  private Dictionary(int wordCount, int labelCount) {
    this.wordCount = wordCount;
    this.labels = new String[labelCount];
    this.labelCounts = new long[labelCount];
    this.offsets = new int[wordCount + labelCount + 1];
    this.slots = new int[Integer.highestOneBit((int) (offsets.length / MAX_LOAD)) << 1];
  }

  /** Reads sizes and entries; the buckets that were not pruned come next in the file. */
  static Dictionary read(ModelFile file, DictionarySizes sizes) throws IOException {
    file.requireLeft((long) sizes.entries() * MIN_ENTRY_BYTES, "the dictionary");
    Dictionary dictionary = new Dictionary(sizes.words(), sizes.labels());
    dictionary.entries = file.mapAhead();
    for (int id = 0; id < sizes.entries(); id++) {
      dictionary.readEntry(id, file);
    }
    return dictionary;
  }

  private void readEntry(int id, ModelFile file) {
    int start = offsets[id];
    int end = start;
    int limit = entries.capacity() - COUNT_AND_TYPE_BYTES;
    while (end < limit && entries.get(end) != 0) {
      end++;
    }
    if (end >= limit) {
      throw file.error("the file ends within dictionary entry " + id);
    }
    long count = entries.getLong(end + 1);
    byte type = entries.get(end + 1 + Long.BYTES);
    if (type != (id < wordCount ? WORD : LABEL)) {
      throw file.error("dictionary entry " + id + " has type " + type + ": words come first");
    }
    byte[] token = new byte[end - start];
    entries.get(start, token);
    if (type == LABEL) {
      labels[id - wordCount] = new String(token, StandardCharsets.UTF_8);
      labelCounts[id - wordCount] = count;
    }
    offsets[id + 1] = end + MIN_ENTRY_BYTES;
    file.skip(end + MIN_ENTRY_BYTES - start, "dictionary entry " + id);
    // Of two equal entries the later one is found, as in fastText.
    slots[slotOf(token, 0, token.length, FnvHash.of(token, 0, token.length))] = id + 1;
  }

  /**
   * @param hash {@link FnvHash} of the token
   * @return the id of {@code bytes[start..end)}, or {@link #UNKNOWN}
   */
  int find(byte[] bytes, int start, int end, int hash) {
    return slots[slotOf(bytes, start, end, hash)] - 1;
  }

  private int slotOf(byte[] bytes, int start, int end, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0 && !isSpelled(slots[slot] - 1, bytes, start, end)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isSpelled(int id, byte[] bytes, int start, int end) {
    int offset = offsets[id];
    if (offsets[id + 1] - MIN_ENTRY_BYTES - offset != end - start) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (entries.get(offset + i - start) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Number of words; ids from this on are labels. */
  int wordCount() {
    return wordCount;
  }

  /** The labels as the model spells them, in the order of its output rows. */
  List<String> labels() {
    return List.of(labels);
  }

  /** How often each label was seen in training. */
  long[] labelCounts() {
    return labelCounts.clone();
  }
}
