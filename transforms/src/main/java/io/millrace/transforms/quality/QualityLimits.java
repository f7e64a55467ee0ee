package io.millrace.transforms.quality;

import java.io.Serializable;

/**
 * Thresholds of the quality rules that are the same for every language.
 *
 * @param maxDuplicateLineCharacters characters in repeated lines, as a fraction of all that are not
 *     newlines
 * @param minWords fewest words a document may have, symbols not counted
 * @param maxWords most words
 * @param maxSymbolsPerWord {@code #} signs, and likewise ellipses, per token
 * @param maxBulletLines fraction of lines that begin with a bullet
 * @param maxEllipsisLines fraction of lines that end with an ellipsis
 * @param minStopWords how many different stop words must occur; fewer where the profile lists fewer
 */
public record QualityLimits(
    double maxDuplicateLineCharacters,
    int minWords,
    int maxWords,
    double maxSymbolsPerWord,
    double maxBulletLines,
    double maxEllipsisLines,
    int minStopWords)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Duplicate-line characters as FineWeb2 (arXiv 2506.20920) sets them, the rest as Gopher (arXiv
   * 2112.11446, appendix A.1).
   */
  public static final QualityLimits DEFAULTS =
      new QualityLimits(0.1, 50, 100_000, 0.1, 0.9, 0.3, 2);

  /**
   * Checks ranges.
   *
   * @throws IllegalArgumentException if a limit is negative or not a number, or the word limits
   *     cross
   */
  public QualityLimits {
    requireRatio("maxDuplicateLineCharacters", maxDuplicateLineCharacters);
    requireRatio("maxSymbolsPerWord", maxSymbolsPerWord);
    requireRatio("maxBulletLines", maxBulletLines);
    requireRatio("maxEllipsisLines", maxEllipsisLines);
    if (minWords < 0 || maxWords < minWords) {
      throw new IllegalArgumentException(
          "minWords=" + minWords + ", maxWords=" + maxWords + ": want 0 <= minWords <= maxWords");
    }
    if (minStopWords < 0) {
      throw new IllegalArgumentException("minStopWords=" + minStopWords + ": want 0 or more");
    }
  }

  private static void requireRatio(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(name + "=" + value + ": want 0 or more");
    }
  }
}
