package io.millrace.transforms.calibrate;

import static io.millrace.transforms.calibrate.Statistics.statistics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.transforms.calibrate.FrequentWords.WordCount;
import io.millrace.transforms.calibrate.measure.Histogram;
import io.millrace.transforms.calibrate.measure.LanguageStatistics;
import io.millrace.transforms.calibrate.measure.Metric;
import io.millrace.transforms.calibrate.measure.Tail;
import io.millrace.transforms.calibrate.measure.TextStatistics;
import io.millrace.transforms.quality.LanguageProfile;
import io.millrace.transforms.quality.LanguageProfile.NGramThreshold;
import io.millrace.transforms.quality.LanguageProfiles;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileCalibratorTest {
  private static final CalibrationSettings SETTINGS = CalibrationSettings.DEFAULTS;
  private static final LanguageProfile ENGLISH =
      LanguageProfiles.builtIn().choose("eng_Latn").profile();
  private static final LanguageStatistics OF_ENGLISH = statistics(new Random(1), 4, 300, 300, 0.9);
  private static final LanguageStatistics OTHER = statistics(new Random(3), 12, 200, 200, 0.6);

  @Test
  void derivesFromTheLanguagesOwnMeasurements() {
    LanguageProfile profile = calibrator().ofLanguage(OTHER, List.of(new WordCount("w", 9)));

    assertThat(profile.languageScore()).isEqualTo(0.6);
    assertThat(profile.stopWords()).containsExactly("w");
    assertThat(profile.maxAvgWordLength()).isGreaterThan(ENGLISH.maxAvgWordLength());
    assertThat(profile.minAvgWordLength()).isGreaterThan(ENGLISH.minAvgWordLength());
    assertThat(profile.dupNGrams())
        .extracting(NGramThreshold::n)
        .containsExactly(5, 6, 7, 8, 9, 10);
    assertThat(profile.topNGrams()).extracting(NGramThreshold::n).containsExactly(2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void cutsATenthOfTheReferenceByEachLineRule(long seed) {
    TextStatistics reference = statistics(new Random(seed), 5, 400, 1, 0.9).reference();
    LanguageStatistics own = statistics(new Random(seed), 5, 400, 1, 0.9);

    LanguageProfile profile = calibrator().ofLanguage(own, List.of());

    assertCutsATenth(reference, Metric.PUNCTUATED_LINES, Tail.LOW, profile.linePunctThr());
    assertCutsATenth(reference, Metric.NEWLINES_PER_TOKEN, Tail.HIGH, profile.newLineRatio());
  }

  @Test
  void carriesEnglishsDistanceFromTheMeanOverToRepetition() {
    Histogram english = OF_ENGLISH.crawl().histogram(Metric.TOP_2_GRAM);
    Histogram other = OTHER.crawl().histogram(Metric.TOP_2_GRAM);
    double deviations = (0.2 - english.mean()) / english.standardDeviation();

    LanguageProfile profile = calibrator().ofLanguage(OTHER, List.of());

    assertThat(profile.topNGrams().get(0).threshold())
        .isCloseTo(other.mean() + deviations * other.standardDeviation(), within(0.0005))
        .isNotCloseTo(0.2, within(0.01));
  }

  @Test
  void derivesEnglishsRepetitionThresholdsFromEnglish() {
    LanguageProfile profile = calibrator().ofLanguage(OF_ENGLISH, List.of());

    assertThat(profile.dupLineFrac()).isEqualTo(ENGLISH.dupLineFrac());
    assertThat(profile.topNGrams()).isEqualTo(ENGLISH.topNGrams());
    assertThat(profile.dupNGrams()).isEqualTo(ENGLISH.dupNGrams());
  }

  @Test
  void takesEnglishsRepetitionThresholdsWhereTheCrawlIsSmallOrDoesNotVary() {
    LanguageStatistics small = statistics(new Random(4), 5, 100, 99, 0.9);
    LanguageStatistics same = statistics(new Random(4), 5, 100, 0, 0.9);
    for (int i = 0; i < 100; i++) {
      same.crawl().add("one two three", List.of("one", "two", "three"), 200);
    }

    for (LanguageStatistics statistics : List.of(small, same)) {
      LanguageProfile profile = calibrator().ofLanguage(statistics, List.of());
      assertThat(profile.dupLineFrac()).isEqualTo(ENGLISH.dupLineFrac());
      assertThat(profile.topNGrams()).isEqualTo(ENGLISH.topNGrams());
      assertThat(profile.dupNGrams()).isEqualTo(ENGLISH.dupNGrams());
    }
  }

  @Test
  void leavesTheLanguageScoreToTheDataWhereFewScoresAreKnown() {
    LanguageStatistics few = statistics(new Random(5), 5, 200, 99, 0.9);

    assertThat(calibrator().ofLanguage(few, List.of()).languageScore())
        .isEqualTo(LanguageProfile.OFF);
  }

  @Test
  void asksOfAScriptNothingThatIsOneLanguagesOwn() {
    LanguageProfile own = calibrator().ofLanguage(OTHER, List.of());
    LanguageProfile script = calibrator().ofScript(OTHER);

    assertThat(script.stopWords()).isEmpty();
    assertThat(script.languageScore()).isEqualTo(LanguageProfile.OFF);
    assertThat(script.linePunctThr()).isEqualTo(own.linePunctThr());
    assertThat(script.maxAvgWordLength()).isEqualTo(own.maxAvgWordLength());
    assertThat(script.topNGrams()).isEqualTo(ENGLISH.topNGrams());
  }

  private static void assertCutsATenth(
      TextStatistics reference, Metric metric, Tail tail, double threshold) {
    // Three decimals are coarser than the measurements: a little less may be cut.
    assertThat(reference.histogram(metric).fractionCut(tail, threshold)).isBetween(0.08, 0.1);
  }

  private static ProfileCalibrator calibrator() {
    return new ProfileCalibrator(ENGLISH, EnglishScale.of(ENGLISH, OF_ENGLISH, SETTINGS), SETTINGS);
  }
}
