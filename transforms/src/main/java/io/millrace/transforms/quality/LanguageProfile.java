package io.millrace.transforms.quality;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A language's thresholds, as FineWeb2 (arXiv 2506.20920) writes them in its {@code configs/*.yml}.
 * Read by {@link LanguageProfileReader}.
 *
 * <p>A ratio of {@link #OFF} or of 1 or more switches its rule off. 0 means off for {@code
 * dup_line_frac} and the word lengths; for the n-grams it drops whatever repeats.
 *
 * @param dupLineFrac repeated lines, as a fraction of all lines
 * @param topNGrams characters of the most frequent n-gram, as a fraction of the text
 * @param dupNGrams characters in repeated n-grams, as a fraction of the text
 * @param languageScore the least score of language identification; {@link #OFF} where it is to be
 *     taken from the scores of the data
 * @param linePunctThr fewest lines that end in punctuation, as a fraction
 * @param minAvgWordLength least mean length of words, in code points
 * @param maxAvgWordLength greatest mean length of words, in code points
 * @param maxNonAlphaWordsRatio fewest tokens with a letter, as a fraction: a minimum, despite the
 *     name that FineWeb2 gave it
 * @param newLineRatio most newlines per token
 * @param stopWords of which some must occur; none switches the rule off
 */
public record LanguageProfile(
    double dupLineFrac,
    List<NGramThreshold> topNGrams,
    List<NGramThreshold> dupNGrams,
    double languageScore,
    double linePunctThr,
    double minAvgWordLength,
    double maxAvgWordLength,
    double maxNonAlphaWordsRatio,
    double newLineRatio,
    Set<String> stopWords)
    implements Serializable {
  /** Switches a rule off. */
  public static final double OFF = -1;

  private static final long serialVersionUID = 1L;

  /**
   * A threshold for n-grams of one size.
   *
   * @param n tokens of an n-gram, at least 1
   * @param threshold most characters, as a fraction of the text
   */
  public record NGramThreshold(int n, double threshold) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Copies the collections, stop words in the order given. */
  public LanguageProfile {
    topNGrams = List.copyOf(topNGrams);
    dupNGrams = List.copyOf(dupNGrams);
    stopWords = Collections.unmodifiableSet(new LinkedHashSet<>(stopWords));
  }

  /** Whether a ratio's rule is on. */
  static boolean isOn(double ratio) {
    return ratio >= 0 && ratio < 1;
  }
}
