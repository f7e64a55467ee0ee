package io.millrace.transforms.calibrate;

import io.millrace.transforms.calibrate.FrequentWords.WordCount;
import io.millrace.transforms.calibrate.measure.Histogram;
import io.millrace.transforms.calibrate.measure.LanguageStatistics;
import io.millrace.transforms.calibrate.measure.Metric;
import io.millrace.transforms.calibrate.measure.Tail;
import io.millrace.transforms.calibrate.measure.TextStatistics;
import io.millrace.transforms.quality.LanguageProfile;
import io.millrace.transforms.quality.LanguageProfile.NGramThreshold;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derives profiles from English's by the methods that FineWeb2 (arXiv 2506.20920, section 4.4.2)
 * found best: <em>10Tail</em> on the reference for lines, <em>Quantile</em> on the reference for
 * words, <em>MeanStd</em> on the crawl for repetition.
 */
public final class ProfileCalibrator {
  private static final int DECIMALS = 3;

  /** Less would be 0, which switches off repeated lines and drops all repeated n-grams. */
  private static final double LEAST_REPETITION = 0.001;

  private final LanguageProfile english;
  private final EnglishScale scale;
  private final CalibrationSettings settings;

  /**
   * @param english English's published thresholds
   * @param scale what they mean in English text
   * @param settings how to derive
   */
  public ProfileCalibrator(
      LanguageProfile english, EnglishScale scale, CalibrationSettings settings) {
    this.english = english;
    this.scale = scale;
    this.settings = settings;
  }

  /** Whether there is enough good text to derive a profile from. */
  boolean hasReference(LanguageStatistics statistics) {
    return statistics.reference().passages() >= settings.minPassages();
  }

  /** Whether repetition can be measured: its crawl is large enough, and English's is. */
  boolean hasCrawl(LanguageStatistics statistics) {
    return scale.documents() > 0 && statistics.crawl().texts() >= settings.minCrawlDocuments();
  }

  /**
   * A language's profile.
   *
   * @param own its statistics, with at least one text of reference
   * @param words the counts of its reference's most frequent words
   */
  LanguageProfile ofLanguage(LanguageStatistics own, List<WordCount> words) {
    Set<String> stopWords =
        FrequentWords.stopWords(
            words, own.referenceWords(), settings.stopWordCutoff(), settings.minStopWords());
    TextStatistics crawl = hasCrawl(own) ? own.crawl() : new TextStatistics();
    return profile(own.reference(), crawl, languageScore(own.scores()), stopWords);
  }

  /**
   * A profile for languages of a script that have none. No stop words, as words of one language say
   * nothing of another; no language score, as that is a label's own; repetition as published, as
   * some languages use the same few words far more often than others.
   *
   * @param pool the statistics of all the script's languages, with at least one text of reference
   */
  LanguageProfile ofScript(LanguageStatistics pool) {
    return profile(pool.reference(), new TextStatistics(), LanguageProfile.OFF, Set.of());
  }

  private LanguageProfile profile(
      TextStatistics reference, TextStatistics crawl, double languageScore, Set<String> stopWords) {
    Histogram lengths = reference.histogram(Metric.MEAN_WORD_LENGTH);
    Histogram letters = reference.histogram(Metric.ALPHABETIC_TOKENS);
    double tail = settings.tailFraction();
    return new LanguageProfile(
        repetition(crawl, Metric.DUPLICATE_LINES, english.dupLineFrac()),
        nGrams(crawl, Metric.TOP, english.topNGrams()),
        nGrams(crawl, Metric.DUPLICATE, english.dupNGrams()),
        languageScore,
        rounded(
            Threshold.tail(reference.histogram(Metric.PUNCTUATED_LINES), Tail.LOW, tail),
            RoundingMode.FLOOR),
        // Word lengths are whole numbers in FineWeb2; rounded so that no more is cut.
        Math.floor(Threshold.tail(lengths, Tail.LOW, scale.shortWords())),
        Math.ceil(Threshold.tail(lengths, Tail.HIGH, scale.longWords())),
        rounded(Threshold.tail(letters, Tail.LOW, scale.fewLetters()), RoundingMode.FLOOR),
        rounded(
            Threshold.tail(reference.histogram(Metric.NEWLINES_PER_TOKEN), Tail.HIGH, tail),
            RoundingMode.CEILING),
        stopWords);
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

  /** English's threshold where there is no crawl, or either does not vary. */
  private double repetition(TextStatistics crawl, Metric metric, double englishThreshold) {
    Histogram histogram = crawl.histogram(metric);
    Double deviations = scale.deviations().get(metric.key());
    if (deviations == null || histogram.count() == 0 || histogram.standardDeviation() == 0) {
      return englishThreshold;
    }
    double threshold = Threshold.meanStd(histogram, deviations);
    return Math.max(LEAST_REPETITION, rounded(threshold, RoundingMode.HALF_EVEN));
  }

  private double languageScore(Histogram scores) {
    if (scores.count() < settings.minCrawlDocuments()) {
      return LanguageProfile.OFF;
    }
    return rounded(
        Threshold.languageScore(scores, settings.minLanguageScore(), settings.maxLanguageScore()),
        RoundingMode.HALF_EVEN);
  }

  private static double rounded(double value, RoundingMode mode) {
    return BigDecimal.valueOf(value).setScale(DECIMALS, mode).doubleValue();
  }
}
