package io.millrace.transforms.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GopherRepetitionTest {
  private static final String FATHER = "I am your father.\n".repeat(4);
  private static final String FRANK = "I am Frank, I am Frank, I am Frank";
  private static final LanguageProfile ENGLISH =
      LanguageProfiles.builtIn().choose("eng_Latn").profile();

  @Test
  void firesOnLinesBeforeNGrams() {
    Verdict verdict = new GopherRepetition(ENGLISH).judge(FATHER, split(FATHER));

    assertThat(verdict).isEqualTo(new Verdict("dup_line_frac", 0.6, 0.3));
  }

  @Test
  void firesOnTopNGramsBeforeDuplicatedOnes() {
    Verdict verdict = new GopherRepetition(ENGLISH).judge(FRANK, split(FRANK));

    assertThat(verdict.reason()).isEqualTo("top_2_gram");
    assertThat(verdict.value()).isCloseTo(0.352941, within(1e-6));
    assertThat(verdict.threshold()).isEqualTo(0.2);
  }

  @Test
  void countsTheEmptyLineAfterALastNewline() {
    assertThat(GopherRepetition.duplicateLineFraction(FATHER)).isEqualTo(3 / 5.0);
    assertThat(TextLines.Duplicates.in(TextLines.betweenNewlineRuns(FATHER)))
        .isEqualTo(new TextLines.Duplicates(3, 51));
    assertThat(GopherRepetition.duplicateLineFraction("\na\n\n\nb\n")).isEqualTo(1 / 4.0);
  }

  @ParameterizedTest
  @CsvSource({"0.59, dup_line_frac", "0.6, ''", "0.61, ''", "0, ''", "-1, ''", "1, ''", "3, ''"})
  void dropsRepeatedLinesAboveTheThreshold(String threshold, String reason) {
    assertThat(judge("dup_line_frac", threshold, FATHER)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "0.352, top_2_gram",
    "0.353, ''",
    "0, top_2_gram",
    "-1, ''",
    "1, ''",
  })
  void dropsAFrequentBigramAboveTheThreshold(String threshold, String reason) {
    assertThat(judge("top_n_grams", "[[2, " + threshold + "]]", FRANK)).isEqualTo(reason);
  }

  @Test
  void keepsATextWhoseValueIsTheThreshold() {
    // Two of four: "a b" twice is 6 characters of 12.
    String text = "a b a b, c d";
    assertThat(judge("top_n_grams", "[[2, 0.5]]", text)).isEmpty();
    assertThat(judge("top_n_grams", "[[2, 0.49]]", text)).isEqualTo("top_2_gram");
  }

  @ParameterizedTest
  @CsvSource({
    "0.249, duplicated_2_n_grams",
    "0.25, ''",
    "0.251, ''",
    "0, duplicated_2_n_grams",
    "-1, ''",
    "1, ''",
  })
  void dropsDuplicatedNGramsAboveTheThreshold(String threshold, String reason) {
    // "ab" + "c" comes twice: 3 of 12 characters.
    assertThat(judge("dup_n_grams", "[[2, " + threshold + "]]", "ab c, ab c d")).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "4"})
  void namesTheSizeThatFired(String n) {
    assertThat(judge("top_n_grams", "[[" + n + ", 0.1]]", FRANK)).isEqualTo("top_" + n + "_gram");
  }

  @Test
  void keepsTextWithoutEnoughTokens() {
    assertThat(judge("top_n_grams", "[[2, 0.1]]", "word")).isEmpty();
  }

  @Test
  void dropsAnEmptyText() {
    assertThat(new GopherRepetition(TestProfiles.off()).judge("", List.of()).reason())
        .isEqualTo("empty");
  }

  private static String judge(String key, String value, String text) {
    return new GopherRepetition(TestProfiles.with(key, value)).judge(text, split(text)).reason();
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split("\\s+|(?=[.,])", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
