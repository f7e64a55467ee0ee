package io.millrace.io.tokenizer.bpe;

import java.util.Arrays;

/** How heavy a pair of tokens is, and the words that may hold it. */
final class PairPlaces {
  private long weight;
  private int[] words = new int[2];
  private int size;

  /** The weight of all occurrences. */
  long weight() {
    return weight;
  }

  /** Adds an occurrence. */
  void add(int word, long wordWeight) {
    weight += wordWeight;
    if (size > 0 && words[size - 1] == word) {
      return;
    }
    if (size == words.length) {
      words = Arrays.copyOf(words, 2 * size);
    }
    words[size++] = word;
  }

  /** Takes an occurrence away. Its word stays listed: looking there once more is harmless. */
  void remove(long wordWeight) {
    weight -= wordWeight;
  }

  /** Hands over the words: after a merge none of them holds the pair. */
  int[] takeWords() {
    int[] taken = Arrays.copyOf(words, size);
    words = new int[2];
    size = 0;
    return taken;
  }
}
