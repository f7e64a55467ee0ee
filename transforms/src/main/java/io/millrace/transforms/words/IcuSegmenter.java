package io.millrace.transforms.words;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * ICU's word break iterator, for scripts that need its dictionaries (Thai, Lao, Khmer, Burmese) and
 * for what is rare. Long text without a blank is cut into windows that overlap, so that time and
 * memory stay in proportion to its length. Not safe for more than one thread.
 */
final class IcuSegmenter {
  private static final int WINDOW_CHARS = 2000;

  /** Words that end this near to the end of a window are found again in the next one. */
  private static final int OVERLAP_CHARS = 200;

  private final BreakIterator words = BreakIterator.getWordInstance(ULocale.ROOT);

  /** Cuts {@code text[start..end)}, which has no blank, and appends its tokens. */
  void segment(String text, int start, int end, Tokens tokens) {
    int from = start;
    while (end - from > WINDOW_CHARS) {
      int windowEnd = from + WINDOW_CHARS;
      if (Character.isLowSurrogate(text.charAt(windowEnd))) {
        windowEnd--;
      }
      from = appendUpTo(text, from, windowEnd, windowEnd - OVERLAP_CHARS, tokens);
    }
    appendUpTo(text, from, end, end, tokens);
  }

  /**
   * Appends the tokens of a window that end at {@code lastEnd} or before, or else the whole window
   * as one.
   *
   * @return where the last one ends
   */
  private int appendUpTo(String text, int start, int end, int lastEnd, Tokens tokens) {
    words.setText(text.substring(start, end));
    int from = start;
    for (int next = words.next(); next != BreakIterator.DONE; next = words.next()) {
      if (start + next > lastEnd) {
        break;
      }
      tokens.add(from, start + next);
      from = start + next;
    }
    if (from == start) {
      tokens.add(start, end);
      return end;
    }
    return from;
  }
}
