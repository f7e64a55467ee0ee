package io.millrace.transforms.calibrate.measure;

import io.millrace.transforms.quality.FineWebQuality;
import io.millrace.transforms.quality.GopherRepetition;
import io.millrace.transforms.quality.NGrams;
import io.millrace.transforms.quality.TextLines;
import io.millrace.transforms.quality.WordStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the quality rules compare with a profile's thresholds. */
public enum Metric {
  DUPLICATE_LINES,
  TOP_2_GRAM,
  TOP_3_GRAM,
  TOP_4_GRAM,
  DUPLICATE_5_GRAMS,
  DUPLICATE_6_GRAMS,
  DUPLICATE_7_GRAMS,
  DUPLICATE_8_GRAMS,
  DUPLICATE_9_GRAMS,
  DUPLICATE_10_GRAMS,
  PUNCTUATED_LINES,
  NEWLINES_PER_TOKEN,
  MEAN_WORD_LENGTH,
  ALPHABETIC_TOKENS;

  /** The metrics of the most frequent n-gram, by n. */
  public static final Map<Integer, Metric> TOP =
      Map.of(2, TOP_2_GRAM, 3, TOP_3_GRAM, 4, TOP_4_GRAM);

  /** The metrics of repeated n-grams, by n. */
  public static final Map<Integer, Metric> DUPLICATE =
      Map.of(
          5, DUPLICATE_5_GRAMS,
          6, DUPLICATE_6_GRAMS,
          7, DUPLICATE_7_GRAMS,
          8, DUPLICATE_8_GRAMS,
          9, DUPLICATE_9_GRAMS,
          10, DUPLICATE_10_GRAMS);

  /** Its name in files: lower case, with underscores. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Measures a document as the rules do.
   *
   * @param text its text
   * @param tokens its words in order, punctuation marks as tokens of their own
   * @return no metric where there is no text or no word to measure
   */
  public static Map<Metric, Double> measure(String text, List<String> tokens) {
    List<String> lines = TextLines.notBlank(text);
    WordStatistics words = WordStatistics.of(tokens);
    Map<Metric, Double> measured = new EnumMap<>(Metric.class);
    if (lines.isEmpty() || words.words() == 0) {
      return measured;
    }
    double codePoints = text.codePointCount(0, text.length());
    NGrams grams = new NGrams(tokens);
    TOP.forEach((n, metric) -> measured.put(metric, grams.topCharacters(n) / codePoints));
    DUPLICATE.forEach(
        (n, metric) -> measured.put(metric, grams.duplicatedCharacters(n) / codePoints));
    measured.put(DUPLICATE_LINES, GopherRepetition.duplicateLineFraction(text));
    measured.put(PUNCTUATED_LINES, FineWebQuality.punctuatedLineRatio(lines));
    measured.put(NEWLINES_PER_TOKEN, FineWebQuality.newlineRatio(text, tokens));
    measured.put(MEAN_WORD_LENGTH, words.meanWordLength());
    measured.put(ALPHABETIC_TOKENS, words.alphabeticRatio());
    return measured;
  }
}
