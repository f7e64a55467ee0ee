package io.millrace.transforms.calibrate;

import java.io.Serializable;

/**
 * How profiles are derived.
 *
 * @param tailFraction of the reference that each FineWeb rule cuts off
 * @param stopWordCutoff least share of all words of a stop word, lowered where needed
 * @param minStopWords how many stop words a language gets at least
 * @param minLanguageScore lower bound of the language threshold
 * @param maxLanguageScore upper bound of the language threshold
 * @param passageTokens tokens of a passage of reference text
 * @param minPassages fewest passages from which a profile is derived
 * @param minCrawlDocuments fewest documents of the crawl whose mean and deviation say something
 */
public record CalibrationSettings(
    double tailFraction,
    double stopWordCutoff,
    int minStopWords,
    double minLanguageScore,
    double maxLanguageScore,
    int passageTokens,
    int minPassages,
    int minCrawlDocuments)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A stop word's share of all words may not be cut off lower: it bounds how many are held. */
  public static final double LEAST_STOP_WORD_CUTOFF = 1e-4;

  /**
   * As FineWeb2 (arXiv 2506.20920, sections 4.2 and 4.4) has it, but for the stop-word cutoff and
   * the fewest documents of the crawl, which are our choice.
   */
  public static final CalibrationSettings DEFAULTS =
      new CalibrationSettings(0.1, 0.008, 8, 0.3, 0.9, 200, 100, 100);

  /**
   * Checks ranges.
   *
   * @throws IllegalArgumentException naming the setting that is out of range
   */
  public CalibrationSettings {
    requireFraction("tailFraction", tailFraction);
    requireFraction("stopWordCutoff", stopWordCutoff);
    requireFraction("minLanguageScore", minLanguageScore);
    requireFraction("maxLanguageScore", maxLanguageScore);
    requirePositive("minStopWords", minStopWords);
    requirePositive("passageTokens", passageTokens);
    requirePositive("minPassages", minPassages);
    requirePositive("minCrawlDocuments", minCrawlDocuments);
    if (stopWordCutoff < LEAST_STOP_WORD_CUTOFF) {
      throw new IllegalArgumentException(
          "stopWordCutoff=" + stopWordCutoff + ": want " + LEAST_STOP_WORD_CUTOFF + " or more");
    }
    if (minLanguageScore > maxLanguageScore) {
      throw new IllegalArgumentException(
          "minLanguageScore="
              + minLanguageScore
              + ", maxLanguageScore="
              + maxLanguageScore
              + ": want the first no greater than the second");
    }
  }

  /** How many of a language's most frequent words can be stop words. */
  public int maxStopWords() {
    return Math.max(minStopWords, (int) Math.ceil(1 / stopWordCutoff));
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + "=" + value + ": want 0 to 1");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + "=" + value + ": want 1 or more");
    }
  }
}
