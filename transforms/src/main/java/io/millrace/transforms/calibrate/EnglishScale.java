package io.millrace.transforms.calibrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.millrace.transforms.calibrate.measure.LanguageStatistics;
import io.millrace.transforms.calibrate.measure.Metric;
import io.millrace.transforms.calibrate.measure.Tail;
import io.millrace.transforms.quality.LanguageProfile;
import io.millrace.transforms.quality.LanguageProfile.NGramThreshold;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What English's published thresholds mean in English text: other languages' thresholds are put at
 * the same place in their own.
 *
 * @param passages of the English reference
 * @param documents of the English crawl
 * @param deviations of each repetition threshold from the mean, in standard deviations, by {@link
 *     Metric#key}; none for a metric that does not vary
 * @param shortWords part of the reference whose mean word length is below the least
 * @param longWords part of the reference whose mean word length is above the greatest
 * @param fewLetters part of the reference with too few tokens that have a letter
 */
@JsonNaming(SnakeCaseStrategy.class)
public record EnglishScale(
    long passages,
    long documents,
    SortedMap<String, Double> deviations,
    double shortWords,
    double longWords,
    double fewLetters)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String RESOURCE = "english-scale.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Measures it where there is enough English text. Deviations are never taken from elsewhere: two
   * crawls vary too differently for one to be a measure of the other.
   *
   * @param english the published thresholds
   * @param statistics what English text measures
   * @param settings how much is enough
   * @return with the shipped fractions where the reference is too small, and with no deviations
   *     where the crawl is
   */
  static EnglishScale of(
      LanguageProfile english, LanguageStatistics statistics, CalibrationSettings settings) {
    EnglishScale shipped = shipped();
    boolean hasReference = statistics.reference().passages() >= settings.minPassages();
    boolean hasCrawl = statistics.crawl().texts() >= settings.minCrawlDocuments();
    return new EnglishScale(
        hasReference ? statistics.reference().passages() : shipped.passages,
        hasCrawl ? statistics.crawl().texts() : 0,
        hasCrawl ? deviations(english, statistics) : new TreeMap<>(),
        hasReference
            ? cut(statistics, Metric.MEAN_WORD_LENGTH, Tail.LOW, english.minAvgWordLength())
            : shipped.shortWords,
        hasReference
            ? cut(statistics, Metric.MEAN_WORD_LENGTH, Tail.HIGH, english.maxAvgWordLength())
            : shipped.longWords,
        hasReference
            ? cut(statistics, Metric.ALPHABETIC_TOKENS, Tail.LOW, english.maxNonAlphaWordsRatio())
            : shipped.fewLetters);
  }

  private static SortedMap<String, Double> deviations(
      LanguageProfile english, LanguageStatistics statistics) {
    SortedMap<String, Double> deviations = new TreeMap<>();
    thresholds(english)
        .forEach(
            (metric, threshold) -> {
              double distance =
                  Threshold.deviations(statistics.crawl().histogram(metric), threshold);
              if (Double.isFinite(distance)) {
                deviations.put(metric.key(), distance);
              }
            });
    return deviations;
  }

  private static double cut(
      LanguageStatistics statistics, Metric metric, Tail tail, double threshold) {
    return statistics.reference().histogram(metric).fractionCut(tail, threshold);
  }

  private static Map<Metric, Double> thresholds(LanguageProfile profile) {
    SortedMap<Metric, Double> thresholds = new TreeMap<>();
    thresholds.put(Metric.DUPLICATE_LINES, profile.dupLineFrac());
    put(thresholds, Metric.TOP, profile.topNGrams());
    put(thresholds, Metric.DUPLICATE, profile.dupNGrams());
    return thresholds;
  }

  private static void put(
      Map<Metric, Double> thresholds, Map<Integer, Metric> metrics, List<NGramThreshold> pairs) {
    for (NGramThreshold pair : pairs) {
      Metric metric = metrics.get(pair.n());
      if (metric != null) {
        thresholds.put(metric, pair.threshold());
      }
    }
  }

  /** The scale that comes with the library; {@code docs/profiles.md} says what was measured. */
  public static EnglishScale shipped() {
    try (InputStream json = EnglishScale.class.getResourceAsStream(RESOURCE)) {
      return JSON.readValue(json, EnglishScale.class);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  /** As JSON, as the shipped one is written. */
  String toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a scale is always JSON", e);
    }
  }
}
