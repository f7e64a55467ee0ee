package io.millrace.transforms.vocabulary;

import io.millrace.io.tokenizer.bpe.WordPattern;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Cuts texts into words, and words that are too long into pieces: scripts without blanks make words
 * of whole sentences, and damaged pages of whole documents.
 */
final class WordCutter implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_CHARACTER_BYTES = 4;

  private final int maxWordBytes;

  /**
   * @param maxWordBytes the most bytes that a word may have in UTF-8, 4 or more
   */
  WordCutter(int maxWordBytes) {
    if (maxWordBytes < LONGEST_CHARACTER_BYTES) {
      throw new IllegalArgumentException("maxWordBytes " + maxWordBytes + " is below 4");
    }
    this.maxWordBytes = maxWordBytes;
  }

  /**
   * Hands over a text's words and pieces of words in order.
   *
   * @param text any text
   * @param words takes them
   * @return how often a word was cut
   */
  long cut(String text, Consumer<String> words) {
    long[] cuts = new long[1];
    WordPattern.split(text, word -> cuts[0] += cutWord(word, words));
    return cuts[0];
  }

  private int cutWord(String word, Consumer<String> words) {
    int cuts = 0;
    int start = 0;
    int bytes = 0;
    for (int i = 0; i < word.length(); ) {
      int character = word.codePointAt(i);
      int size = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      if (bytes + size > maxWordBytes) {
        words.accept(word.substring(start, i));
        start = i;
        bytes = 0;
        cuts++;
      }
      bytes += size;
      i += Character.charCount(character);
    }
    words.accept(word.substring(start));
    return cuts;
  }
}
