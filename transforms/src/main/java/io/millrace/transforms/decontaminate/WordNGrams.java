package io.millrace.transforms.decontaminate;

import io.millrace.transforms.dedup.sketch.Shingles;
import io.millrace.transforms.dedup.sketch.SpacedText;
import io.millrace.transforms.dedup.sketch.TextNormalizer;

/** The runs of words by which texts are compared with evaluation texts. */
final class WordNGrams {
  private WordNGrams() {}

  /**
   * The hashes of all runs of {@code words} normalised words.
   *
   * @param words at least 1
   * @return empty if the text has fewer
   */
  static long[] hashes(String text, int words) {
    return Shingles.hashes(SpacedText.of(text, TextNormalizer.normalize(text)), words);
  }
}
