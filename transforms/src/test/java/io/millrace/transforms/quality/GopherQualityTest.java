package io.millrace.transforms.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GopherQualityTest {
  private static final QualityLimits ANYTHING =
      new QualityLimits(9, 0, Integer.MAX_VALUE, 9, 9, 9, 2);

  @ParameterizedTest
  @CsvSource({"1, gopher_short_doc", "2, ''", "3, ''", "4, gopher_long_doc"})
  void dropsATextWithTooFewOrTooManyWords(int words, String reason) {
    List<String> tokens = new ArrayList<>(Collections.nCopies(words, "word"));
    tokens.addAll(List.of(".", "!?", "—", "。"));
    QualityLimits limits = new QualityLimits(9, 2, 3, 9, 9, 9, 0);

    assertThat(judge(TestProfiles.off(), limits, "text", tokens)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "3.01, gopher_below_avg_threshold",
    "3, ''",
    "2.99, ''",
    "0, ''",
    "-1, ''",
    "3141, gopher_below_avg_threshold",
  })
  void dropsATextOfShortWords(String threshold, String reason) {
    LanguageProfile profile = TestProfiles.with("min_avg_word_length", threshold);

    assertThat(judge(profile, ANYTHING, "text", List.of("ab", "😀bcd", "...."))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "2.99, gopher_above_avg_threshold",
    "3, ''",
    "3.01, ''",
    "3141, ''",
    "0, ''",
    "-1, ''",
  })
  void dropsATextOfLongWords(String threshold, String reason) {
    LanguageProfile profile = TestProfiles.with("max_avg_word_length", threshold);

    assertThat(judge(profile, ANYTHING, "text", List.of("ab", "😀bcd", "...."))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "# a #, 0.5, ''",
    "# a #, 0.49, gopher_too_many_hashes",
    "a... b…, 0.5, ''",
    "a... b…, 0.49, gopher_too_many_ellipsis",
    "a.... b...., 0.5, ''",
    "a.... b...., 0.49, gopher_too_many_ellipsis",
    "# a ..., 0.25, ''",
  })
  void dropsATextWithTooManySymbolsPerToken(String text, double threshold, String reason) {
    QualityLimits limits = new QualityLimits(9, 0, 9, threshold, 9, 9, 0);

    assertThat(judge(TestProfiles.off(), limits, text, List.of("a", "b", "c", "d")))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"0.5, ''", "0.49, gopher_too_many_bullets", "0.51, ''"})
  void dropsATextOfBullets(double threshold, String reason) {
    QualityLimits limits = new QualityLimits(9, 0, 9, 9, threshold, 9, 0);

    assertThat(judge(TestProfiles.off(), limits, "• a\n \u00a0- b\r\nc -\n\n", List.of("a")))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"0.5, ''", "0.49, gopher_too_many_end_ellipsis", "0.51, ''"})
  void dropsATextOfCutOffLines(double threshold, String reason) {
    QualityLimits limits = new QualityLimits(9, 0, 9, 9, 9, threshold, 0);

    assertThat(judge(TestProfiles.off(), limits, "a…\nb ... \u2003\u2028... c\n..", List.of("a")))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "0.75, ''",
    "0.76, gopher_below_alpha_threshold",
    "0.74, ''",
    "0, ''",
    "-1, ''",
    "1, ''",
  })
  void dropsATextWithTooFewTokensThatHaveALetter(String threshold, String reason) {
    LanguageProfile profile = TestProfiles.with("max_non_alpha_words_ratio", threshold);

    assertThat(judge(profile, ANYTHING, "text", List.of("a1", "𝒳", "1", "字"))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "2, '[a, b]', ''",
    "2, '[a, x]', gopher_too_few_stop_words",
    "2, '[A, B]', gopher_too_few_stop_words",
    "1, '[a, x]', ''",
    "3, '[a, b, x]', gopher_too_few_stop_words",
    "2, '[a]', ''",
    "2, '[x]', gopher_too_few_stop_words",
    "2, '[]', ''",
  })
  void dropsATextWithTooFewStopWords(int required, String stopWords, String reason) {
    QualityLimits limits = new QualityLimits(9, 0, 9, 9, 9, 9, required);
    LanguageProfile profile = TestProfiles.with("stopwords", stopWords);

    assertThat(judge(profile, limits, "text", List.of("a", "a", "c", "b"))).isEqualTo(reason);
  }

  @Test
  void findsStopWordsInAnyNormalForm() {
    LanguageProfile profile = TestProfiles.with("stopwords", "[\u0111\u01b0\u1ee3c, m\u1ed9t]");
    List<String> decomposed = List.of("\u0111u\u031bo\u031b\u0323c", "mo\u0302\u0323t");

    assertThat(judge(profile, ANYTHING, "text", decomposed)).isEmpty();
  }

  @Test
  void asksForWordsThenSymbolsThenLettersThenStopWords() {
    LanguageProfile english = LanguageProfiles.builtIn().choose("eng_Latn").profile();
    List<String> numbers = Collections.nCopies(60, "12345");

    assertThat(judge(english, QualityLimits.DEFAULTS, "#", List.of()))
        .isEqualTo("gopher_short_doc");
    assertThat(judge(english, QualityLimits.DEFAULTS, "#".repeat(60), numbers))
        .isEqualTo("gopher_too_many_hashes");
    assertThat(judge(english, QualityLimits.DEFAULTS, "-", numbers))
        .isEqualTo("gopher_too_many_bullets");
    assertThat(judge(english, QualityLimits.DEFAULTS, "text", numbers))
        .isEqualTo("gopher_below_alpha_threshold");
    assertThat(judge(english, QualityLimits.DEFAULTS, "text", Collections.nCopies(60, "words")))
        .isEqualTo("gopher_too_few_stop_words");
  }

  @Test
  void refusesLimitsThatCross() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QualityLimits(0.1, 50, 49, 0.1, 0.9, 0.3, 2))
        .withMessageContaining("minWords=50, maxWords=49");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QualityLimits(Double.NaN, 50, 100, 0.1, 0.9, 0.3, 2))
        .withMessageContaining("maxDuplicateLineCharacters=NaN");
  }

  private static String judge(
      LanguageProfile profile, QualityLimits limits, String text, List<String> tokens) {
    return new GopherQuality(profile, limits).judge(text, tokens).reason();
  }
}
