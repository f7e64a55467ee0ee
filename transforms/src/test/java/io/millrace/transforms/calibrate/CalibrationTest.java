package io.millrace.transforms.calibrate;

import static io.millrace.transforms.calibrate.Statistics.statistics;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.calibrate.measure.LanguageStatistics;
import io.millrace.transforms.quality.LanguageProfile;
import io.millrace.transforms.quality.LanguageProfiles;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final LanguageProfiles BUILT_IN = LanguageProfiles.builtIn();

  @Test
  void aLanguageWithAHundredPassagesGetsAProfileAndOneWithFewerItsScripts() {
    Calibration calibration =
        calibrate(Map.of("deu_Latn", of(1, 100, 1), "gsw_Latn", of(2, 99, 1)));

    assertThat(calibration.profiles()).containsOnlyKeys("Latn", "default", "deu_Latn", "eng_Latn");
    assertThat(calibration.choose("deu_Latn")).isEqualTo("deu_Latn");
    assertThat(calibration.choose("gsw_Latn")).isEqualTo("Latn");
    assertThat(calibration.choose("rus_Cyrl")).isEqualTo("default");
    assertThat(calibration.profiles().get("Latn").passages()).isEqualTo(199);
  }

  @Test
  void aScriptPoolsItsLanguages() {
    Calibration calibration =
        calibrate(
            Map.of("rus_Cyrl", of(1, 60, 1), "bel_Cyrl", of(2, 40, 1), "tha_Thai", of(3, 99, 1)));

    assertThat(calibration.profiles()).containsOnlyKeys("Cyrl", "default", "eng_Latn");
    assertThat(calibration.choose("bel_Cyrl")).isEqualTo("Cyrl");
    assertThat(calibration.choose("tha_Thai")).isEqualTo("default");
    assertThat(calibration.profiles().get("Cyrl").passages()).isEqualTo(100);
  }

  @Test
  void withTooLittleReferenceEverythingStaysAsItComes() {
    Calibration calibration = calibrate(Map.of("deu_Latn", of(1, 99, 200)));

    assertThat(calibration.profiles()).containsOnlyKeys("default", "eng_Latn");
    assertThat(calibration.profiles().get("default").profile())
        .isEqualTo(BUILT_IN.choose("default").profile());
    assertThat(calibration.profiles().get("eng_Latn").profile())
        .isEqualTo(BUILT_IN.choose("eng_Latn").profile());
  }

  @Test
  void repetitionComesFromTheLanguagesOwnCrawlWhereItIsLargeEnough() {
    Calibration calibration =
        calibrate(
            Map.of(
                "eng_Latn", of(1, 100, 100),
                "deu_Latn", of(2, 100, 100),
                "fra_Latn", of(3, 100, 99)));

    assertThat(repetition(calibration, "deu_Latn")).isEqualTo("deu_Latn");
    assertThat(repetition(calibration, "fra_Latn")).isEqualTo(Calibration.PUBLISHED);
    assertThat(repetition(calibration, "Latn")).isEqualTo(Calibration.PUBLISHED);
    assertThat(calibration.profiles().get("deu_Latn").profile().topNGrams())
        .isNotEqualTo(BUILT_IN.choose("eng_Latn").profile().topNGrams());
    assertThat(calibration.profiles().get("fra_Latn").profile().topNGrams())
        .isEqualTo(BUILT_IN.choose("eng_Latn").profile().topNGrams());
  }

  @Test
  void repetitionIsAsPublishedWhereEnglishIsTooSmallAMeasure() {
    Calibration calibration =
        calibrate(Map.of("eng_Latn", of(1, 100, 99), "deu_Latn", of(2, 100, 500)));

    assertThat(repetition(calibration, "deu_Latn")).isEqualTo(Calibration.PUBLISHED);
    assertThat(calibration.profiles().get("deu_Latn").profile().dupNGrams())
        .isEqualTo(BUILT_IN.choose("eng_Latn").profile().dupNGrams());
    assertThat(calibration.scale().deviations()).isEmpty();
  }

  @Test
  void wordsAreCutAsEnglishIsOrAsTheShippedScaleSays() {
    LanguageProfile english = BUILT_IN.choose("eng_Latn").profile();
    LanguageStatistics own = of(1, 100, 1);

    assertThat(EnglishScale.of(english, own, CalibrationSettings.DEFAULTS).passages())
        .isEqualTo(100);
    assertThat(EnglishScale.of(english, of(1, 99, 1), CalibrationSettings.DEFAULTS))
        .isEqualTo(EnglishScale.shipped());
    assertThat(EnglishScale.shipped().fewLetters()).isBetween(0.01, 0.3);
  }

  private static String repetition(Calibration calibration, String profile) {
    return calibration.profiles().get(profile).repetition();
  }

  private static Calibration calibrate(Map<String, LanguageStatistics> languages) {
    return new Calibration(languages, Map.of(), CalibrationSettings.DEFAULTS);
  }

  private static LanguageStatistics of(long seed, int passages, int documents) {
    return statistics(new Random(seed), 5, passages, documents, 0.9);
  }
}
