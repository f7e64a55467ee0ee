package io.millrace.transforms.calibrate;

import io.millrace.transforms.quality.LanguageProfile;
import io.millrace.transforms.quality.LanguageProfile.NGramThreshold;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Derives a language's profile from English's by the methods that FineWeb2 (arXiv 2506.20920,
 * section 4.3) found best: <em>10Tail</em> on the reference for lines, <em>Quantile</em> on the
 * reference for words, <em>MeanStd</em> on the crawl for repetition.
 */
public final class ProfileCalibrator {
  private static final int DECIMALS = 3;

  /** Less would be 0, which switches off repeated lines and drops all repeated n-grams. */
  private static final double LEAST_REPETITION = 0.001;

  private final LanguageProfile english;
  private final TextStatistics englishReference;
  private final TextStatistics englishCrawl;
  private final CalibrationSettings settings;

  /**
   * @param english English's profile
   * @param englishReference what English's reference measures, at least one text
   * @param englishCrawl what English's crawl measures, at least one text
   * @param settings how to derive
   * @throws IllegalArgumentException if there is no English text
   */
  public ProfileCalibrator(
      LanguageProfile english,
      TextStatistics englishReference,
      TextStatistics englishCrawl,
      CalibrationSettings settings) {
    if (englishReference.texts() == 0 || englishCrawl.texts() == 0) {
      throw new IllegalArgumentException(
          "English gives the scale: reference and crawl must both have English text, have "
              + englishReference.texts()
              + " and "
              + englishCrawl.texts());
    }
    this.english = english;
    this.englishReference = englishReference;
    this.englishCrawl = englishCrawl;
    this.settings = settings;
  }

  /**
   * One language's material.
   *
   * @param reference what good text of it measures
   * @param crawl what its pages measure
   * @param wordCounts of the reference's tokens
   * @param languageScores with which its pages were identified
   */
  public record Material(
      TextStatistics reference,
      TextStatistics crawl,
      Map<String, Long> wordCounts,
      Histogram languageScores) {}

  /**
   * Derives a profile.
   *
   * @return empty where there is too little reference text or none of the crawl, so that the
   *     language takes its script's profile
   */
  public Optional<LanguageProfile> derive(Material material) {
    boolean isEnough =
        material.reference().passages() >= settings.minPassages() && material.crawl().texts() > 0;
    return isEnough ? Optional.of(profile(material)) : Optional.empty();
  }

  private LanguageProfile profile(Material material) {
    TextStatistics reference = material.reference();
    Histogram scores = material.languageScores();
    return new LanguageProfile(
        repetition(material.crawl(), Metric.DUPLICATE_LINES, english.dupLineFrac()),
        nGrams(material.crawl(), Metric.TOP, english.topNGrams()),
        nGrams(material.crawl(), Metric.DUPLICATE, english.dupNGrams()),
        scores.count() == 0 ? LanguageProfile.OFF : languageScore(scores),
        rounded(tail(reference, Metric.PUNCTUATED_LINES, Tail.LOW), RoundingMode.FLOOR),
        // Word lengths are whole numbers in FineWeb2; rounded so that no more is cut.
        Math.floor(
            quantile(reference, Metric.MEAN_WORD_LENGTH, Tail.LOW, english.minAvgWordLength())),
        Math.ceil(
            quantile(reference, Metric.MEAN_WORD_LENGTH, Tail.HIGH, english.maxAvgWordLength())),
        rounded(
            quantile(
                reference, Metric.ALPHABETIC_TOKENS, Tail.LOW, english.maxNonAlphaWordsRatio()),
            RoundingMode.FLOOR),
        rounded(tail(reference, Metric.NEWLINES_PER_TOKEN, Tail.HIGH), RoundingMode.CEILING),
        FrequentWords.stopWords(
            material.wordCounts(), settings.stopWordCutoff(), settings.minStopWords()));
  }

  private double tail(TextStatistics reference, Metric metric, Tail tail) {
    return Threshold.tail(reference.histogram(metric), tail, settings.tailFraction());
  }

  private double quantile(
      TextStatistics reference, Metric metric, Tail tail, double englishThreshold) {
    return Threshold.quantile(
        reference.histogram(metric), englishReference.histogram(metric), tail, englishThreshold);
  }

  private double repetition(TextStatistics crawl, Metric metric, double englishThreshold) {
    double threshold =
        Threshold.meanStd(
            crawl.histogram(metric), englishCrawl.histogram(metric), englishThreshold);
    return Math.max(LEAST_REPETITION, rounded(threshold, RoundingMode.HALF_EVEN));
  }

  private List<NGramThreshold> nGrams(
      TextStatistics crawl, Map<Integer, Metric> metrics, List<NGramThreshold> englishThresholds) {
    List<NGramThreshold> thresholds = new ArrayList<>();
    for (NGramThreshold pair : englishThresholds) {
      Metric metric = metrics.get(pair.n());
      if (metric != null) {
        thresholds.add(new NGramThreshold(pair.n(), repetition(crawl, metric, pair.threshold())));
      }
    }
    return thresholds;
  }

  private double languageScore(Histogram scores) {
    return rounded(
        Threshold.languageScore(scores, settings.minLanguageScore(), settings.maxLanguageScore()),
        RoundingMode.HALF_EVEN);
  }

  private static double rounded(double value, RoundingMode mode) {
    return BigDecimal.valueOf(value).setScale(DECIMALS, mode).doubleValue();
  }
}
