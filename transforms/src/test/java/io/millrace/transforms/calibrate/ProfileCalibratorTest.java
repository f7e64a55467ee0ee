package io.millrace.transforms.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.transforms.calibrate.ProfileCalibrator.Material;
import io.millrace.transforms.quality.LanguageProfile;
import io.millrace.transforms.quality.LanguageProfile.NGramThreshold;
import io.millrace.transforms.quality.LanguageProfiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileCalibratorTest {
  private static final CalibrationSettings SETTINGS = CalibrationSettings.DEFAULTS;
  private static final LanguageProfile ENGLISH =
      LanguageProfiles.builtIn().choose("eng_Latn").profile();
  private static final TextStatistics REFERENCE = statistics(new Random(1), 4, 300, 400);
  private static final TextStatistics CRAWL = statistics(new Random(2), 4, 300, 60);

  @Test
  void derivesFromTheLanguagesOwnMeasurements() {
    TextStatistics reference = statistics(new Random(3), 12, 200, 500);
    TextStatistics crawl = statistics(new Random(4), 12, 200, 30);
    Histogram scores = new Histogram();
    scores.add(0.9, 10);

    LanguageProfile profile =
        calibrator().derive(new Material(reference, crawl, Map.of("w", 9L), scores)).orElseThrow();

    assertThat(profile.languageScore()).isEqualTo(0.9);
    assertThat(profile.stopWords()).containsExactly("w");
    assertThat(reference.histogram(Metric.PUNCTUATED_LINES))
        .satisfies(lines -> assertCutsATenth(lines, Tail.LOW, profile.linePunctThr()));
    assertThat(reference.histogram(Metric.NEWLINES_PER_TOKEN))
        .satisfies(lines -> assertCutsATenth(lines, Tail.HIGH, profile.newLineRatio()));
    assertThat(profile.maxAvgWordLength()).isGreaterThan(ENGLISH.maxAvgWordLength());
    assertThat(profile.minAvgWordLength()).isGreaterThan(ENGLISH.minAvgWordLength());
    assertThat(profile.dupNGrams())
        .extracting(NGramThreshold::n)
        .containsExactly(5, 6, 7, 8, 9, 10);
    assertThat(profile.topNGrams()).extracting(NGramThreshold::n).containsExactly(2, 3, 4);
    double expected =
        Threshold.meanStd(
            crawl.histogram(Metric.TOP_2_GRAM), CRAWL.histogram(Metric.TOP_2_GRAM), 0.2);
    assertThat(profile.topNGrams().get(0).threshold())
        .isEqualTo(Math.rint(expected * 1000) / 1000)
        .isNotEqualTo(0.2);
  }

  @Test
  void derivesEnglishsRepetitionThresholdsFromEnglish() {
    LanguageProfile profile =
        calibrator()
            .derive(new Material(REFERENCE, CRAWL, Map.of(), new Histogram()))
            .orElseThrow();

    assertThat(profile.dupLineFrac()).isEqualTo(ENGLISH.dupLineFrac());
    assertThat(profile.topNGrams()).isEqualTo(ENGLISH.topNGrams());
    assertThat(profile.dupNGrams()).isEqualTo(ENGLISH.dupNGrams());
    assertThat(profile.languageScore()).isEqualTo(LanguageProfile.OFF);
  }

  @Test
  void derivesNothingFromTooFewPassages() {
    TextStatistics few = statistics(new Random(5), 4, 99, 399);
    TextStatistics enough = statistics(new Random(5), 4, 100, 399);
    TextStatistics none = new TextStatistics();

    assertThat(few.passages()).isEqualTo(99);
    assertThat(calibrator().derive(new Material(few, CRAWL, Map.of(), new Histogram()))).isEmpty();
    assertThat(calibrator().derive(new Material(enough, CRAWL, Map.of(), new Histogram())))
        .isPresent();
    assertThat(calibrator().derive(new Material(enough, none, Map.of(), new Histogram())))
        .isEmpty();
  }

  @Test
  void asksForEnglish() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProfileCalibrator(ENGLISH, REFERENCE, new TextStatistics(), SETTINGS))
        .withMessageContaining("reference and crawl must both have English text, have 300 and 0");
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void measuresEveryMetricOfEveryText(Metric metric) {
    assertThat(REFERENCE.histogram(metric).count()).isEqualTo(300);
  }

  @Test
  void measuresNoTextWithoutWords() {
    assertThat(Metric.measure(" \n", List.of())).isEmpty();
    assertThat(Metric.measure("...", List.of("...", "."))).isEmpty();
  }

  @Test
  void isTheSameInAnyOrderOfMerging() {
    TextStatistics one = statistics(new Random(6), 4, 10, 50);
    TextStatistics other = statistics(new Random(7), 9, 10, 300);
    TextStatistics oneFirst = new TextStatistics();
    oneFirst.merge(one);
    oneFirst.merge(other);
    TextStatistics otherFirst = new TextStatistics();
    otherFirst.merge(other);
    otherFirst.merge(one);

    assertThat(oneFirst).isEqualTo(otherFirst).hasSameHashCodeAs(otherFirst);
    assertThat(oneFirst).isNotEqualTo(one);
    assertThat(oneFirst.passages()).isEqualTo(10);
    assertThat(oneFirst.texts()).isEqualTo(20);
  }

  private static void assertCutsATenth(Histogram histogram, Tail tail, double threshold) {
    // Three decimals are coarser than the measurements: a little less may be cut.
    assertThat(histogram.fractionCut(tail, threshold)).isBetween(0.05, 0.1);
  }

  private static ProfileCalibrator calibrator() {
    return new ProfileCalibrator(ENGLISH, REFERENCE, CRAWL, SETTINGS);
  }

  private static TextStatistics statistics(
      Random random, int wordLength, int texts, int tokensPerText) {
    TextStatistics statistics = new TextStatistics();
    for (int i = 0; i < texts; i++) {
      StringBuilder text = new StringBuilder();
      List<String> tokens = new ArrayList<>();
      double punctuation = random.nextDouble();
      Map<Integer, String> vocabulary = new HashMap<>();
      while (tokens.size() < tokensPerText) {
        int rank = (int) (30 * Math.abs(random.nextGaussian()));
        String word = vocabulary.computeIfAbsent(rank, key -> word(random, wordLength));
        tokens.add(word);
        text.append(word).append(' ');
        if (random.nextInt(8) == 0) {
          text.setLength(text.length() - 1);
          text.append(random.nextDouble() < punctuation ? ".\n" : "\n");
        }
      }
      statistics.add(text.toString(), tokens, SETTINGS.passageTokens());
    }
    return statistics;
  }

  private static String word(Random random, int meanLength) {
    StringBuilder word = new StringBuilder();
    for (int i = meanLength / 2 + random.nextInt(meanLength); i >= 0; i--) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return random.nextInt(10) == 0 ? Integer.toString(word.length()) : word.toString();
  }
}
