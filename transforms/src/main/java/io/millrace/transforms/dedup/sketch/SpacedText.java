package io.millrace.transforms.dedup.sketch;

import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.text.UnicodeSet.SpanCondition;
import io.millrace.transforms.words.WordSegmenter;

/** A text's normalised words, with one blank between two. */
public final class SpacedText {
  /** Scripts whose words a blank does not end. */
  private static final UnicodeSet UNSPACED =
      new UnicodeSet("[[:LineBreak=Complex_Context:][:Han:][:Hiragana:][:Katakana:]]").freeze();

  private SpacedText() {}

  /**
   * @param text as it was
   * @param normalized the same by {@link TextNormalizer}; already the result where blanks end all
   *     words
   */
  public static String of(String text, String normalized) {
    if (UNSPACED.span(normalized, SpanCondition.NOT_CONTAINED) == normalized.length()) {
      return normalized;
    }
    // Dictionaries know the words as they are written, so segmentation comes first.
    return TextNormalizer.normalize(String.join(" ", new WordSegmenter().segment(text).strings()));
  }
}
