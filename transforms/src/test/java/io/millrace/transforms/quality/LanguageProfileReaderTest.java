package io.millrace.transforms.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.transforms.quality.LanguageProfile.NGramThreshold;
import io.millrace.transforms.stage.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageProfileReaderTest {
  /** Laid out as PyYAML writes it, which is how FineWeb2's files look. */
  private static final String GERMAN =
      """
      dup_line_frac: 0.263
      dup_n_grams:
      - - 5
        - 0.141
      - - 6
        - 0.0
      language_score: 0.821
      line_punct_thr: -1
      max_avg_word_length: 3141
      max_non_alpha_words_ratio: 0.774
      min_avg_word_length: 0
      new_line_ratio: 1.152
      stopwords:
      - der
      - "f\\xFCr"
      - 'no'
      - on
      - 1e3
      - 007
      top_n_grams:
      - - 2
        - 0.169
      """;

  @Test
  void readsEveryKey() {
    LanguageProfile profile = TestProfiles.read(GERMAN);

    assertThat(profile.dupLineFrac()).isEqualTo(0.263);
    assertThat(profile.dupNGrams())
        .containsExactly(new NGramThreshold(5, 0.141), new NGramThreshold(6, 0));
    assertThat(profile.languageScore()).isEqualTo(0.821);
    assertThat(profile.linePunctThr()).isEqualTo(LanguageProfile.OFF);
    assertThat(profile.maxAvgWordLength()).isEqualTo(3141);
    assertThat(profile.maxNonAlphaWordsRatio()).isEqualTo(0.774);
    assertThat(profile.minAvgWordLength()).isZero();
    assertThat(profile.newLineRatio()).isEqualTo(1.152);
    assertThat(profile.stopWords()).containsExactly("der", "für", "no", "on", "1e3", "007");
    assertThat(profile.topNGrams()).containsExactly(new NGramThreshold(2, 0.169));
  }

  @Test
  void leavesTheLanguageScoreToTheData() {
    String yaml = GERMAN.replace("language_score: 0.821\n", "");

    assertThat(TestProfiles.read(yaml).languageScore()).isEqualTo(LanguageProfile.OFF);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dup_line_frac  | often       | line 1: dup_line_frac: expected a number, not 'often'",
        "dup_line_frac  | -0.5        | line 1: dup_line_frac: -0.5 is out of range",
        "dup_line_frac  | \"0.3\"       | line 1: dup_line_frac: expected a number, not",
        "dup_n_grams    | 0.3         | line 2: dup_n_grams: expected a list of pairs",
        "dup_n_grams    | [5, 0.3]    | line 2: dup_n_grams: expected a list of pairs",
        "dup_n_grams    | [[5]]       | line 2: dup_n_grams: expected a number, not the list's end",
        "dup_n_grams    | [[5, .1, 1]] | line 2: dup_n_grams: expected a list of pairs",
        "dup_n_grams    | [[.5, 1]]   | line 2: dup_n_grams: expected a list of pairs",
        "dup_n_grams    | [[0, 0.1]]  | line 2: dup_n_grams: n-grams of 0 tokens",
        "language_score | 1.01        | line 3: language_score: 1.01 is out of range; expected -1 (off) or 0 to 1",
        "line_punct_thr |             | line 4: line_punct_thr: expected a number, not nothing",
        "new_line_ratio | [0.1]       | line 8: new_line_ratio: expected a number, not a list",
        "new_line_ratio | .nan        | line 8: new_line_ratio: expected a number",
        "stopwords      | der         | line 9: stopwords: expected a list of words, not 'der'",
        "stopwords      | [der, ~]    | line 9: stopwords: expected a list of words, not nothing",
        "stopwords      | [[der]]     | line 9: stopwords: expected a list of words, not a list",
        "stopword       | [der]       | line 9: stopword: unknown key; known are dup_line_frac",
      })
  void namesFileKeyAndLineOfABadValue(String key, String value, String message) {
    String yaml = TestProfiles.yaml(Map.of(key, value == null ? "" : value));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestProfiles.read(yaml))
        .withMessageContaining("test.yml, " + message);
  }

  @Test
  void refusesAKeyGivenTwice() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestProfiles.read(GERMAN + "dup_line_frac: 0.1\n"))
        .withMessage("test.yml, line 23: dup_line_frac: given twice");
  }

  @Test
  void refusesAMissingKey() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestProfiles.read(GERMAN.replace("new_line_ratio: 1.152\n", "")))
        .withMessage("test.yml: new_line_ratio: missing; -1 switches a rule off");
  }

  @ParameterizedTest
  @CsvSource({"'', line 1: expected a mapping", "'- a', line 1", "'dup_n_grams: [', not YAML"})
  void refusesWhatIsNoMapping(String yaml, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestProfiles.read(yaml))
        .withMessageContaining(message);
  }
}
