package io.millrace.transforms.calibrate;

import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which words are told to be a language's own (FineWeb2, arXiv 2506.20920, section 4.4.3).
 *
 * @param languages that get a list, by label
 * @param minAffinity least part of a word's occurrences in all languages that are in this one
 * @param minCount fewest occurrences in the language
 * @param maxWords most words of a list, the most frequent
 */
public record PrecisionSettings(
    Set<String> languages, double minAffinity, long minCount, int maxWords)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No lists; the affinity is FineWeb2's, the rest our choice. */
  public static final PrecisionSettings NONE = new PrecisionSettings(Set.of(), 0.85, 5, 1000);

  /**
   * Copies the labels and checks ranges.
   *
   * @throws IllegalArgumentException naming the setting that is out of range
   */
  public PrecisionSettings {
    languages = new TreeSet<>(languages);
    if (!(minAffinity > 0 && minAffinity <= 1)) {
      throw new IllegalArgumentException("minAffinity=" + minAffinity + ": want 0 to 1");
    }
    if (minCount < 1 || maxWords < 1) {
      throw new IllegalArgumentException(
          "minCount=" + minCount + ", maxWords=" + maxWords + ": want 1 or more");
    }
  }

  /**
   * Whether a word is a language's own.
   *
   * @param own its occurrences in the language
   * @param everywhere its occurrences in all languages, this one included
   */
  boolean accept(long own, long everywhere) {
    return own >= minCount && own >= minAffinity * everywhere;
  }
}
