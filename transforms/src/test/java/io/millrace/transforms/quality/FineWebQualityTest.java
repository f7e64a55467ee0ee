package io.millrace.transforms.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FineWebQualityTest {
  private static final List<String> TEN_TOKENS = Collections.nCopies(10, "w");

  @ParameterizedTest
  @CsvSource({
    "0.26, line_punct_ratio",
    "0.25, ''",
    "0.24, ''",
    "0, ''",
    "-1, ''",
    "1, ''",
  })
  void dropsATextWithTooFewPunctuatedLines(String threshold, String reason) {
    String oneOfFour = "ends.\n\n  \ndoes not\nnor this.\u00a0\nnor that";
    assertThat(judge("line_punct_thr", threshold, oneOfFour)).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "?", "!", "。", "！", "？", "।", "؟", "។", "៖", "။", "።", "‼", "𑁇"})
  void knowsWhatEndsASentence(String mark) {
    assertThat(FineWebQuality.punctuatedLineRatio(List.of("x" + mark))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ":", ";", "…", "、", "·", "\"", ")", "»"})
  void knowsWhatDoesNotEndASentence(String mark) {
    assertThat(FineWebQuality.punctuatedLineRatio(List.of("x" + mark))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0.25, ''", "0.24, char_dup_ratio", "0.26, ''", "0, char_dup_ratio"})
  void dropsATextWithTooManyCharactersInRepeatedLines(double threshold, String reason) {
    QualityLimits limits = new QualityLimits(threshold, 0, 9, 9, 9, 9, 0);
    FineWebQuality rule = new FineWebQuality(TestProfiles.off(), limits);

    // The second "😀b" is 2 of 8 code points.
    assertThat(rule.judge("😀b\nabcd\n😀b\n\n", TEN_TOKENS).reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"0.3, ''", "0.29, list_ratio", "0.31, ''", "0, list_ratio", "-1, ''", "1, ''"})
  void dropsATextWithTooManyNewlines(String threshold, String reason) {
    assertThat(judge("new_line_ratio", threshold, "a\n\nb\nc")).isEqualTo(reason);
  }

  @Test
  void asksForPunctuationFirst() {
    LanguageProfile english = LanguageProfiles.builtIn().choose("eng_Latn").profile();
    Verdict verdict =
        new FineWebQuality(english, QualityLimits.DEFAULTS).judge("a\na\na\na", TEN_TOKENS);

    assertThat(verdict).isEqualTo(new Verdict("line_punct_ratio", 0, 0.12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \n\t\n", "\u3000\u2028"})
  void dropsABlankText(String text) {
    assertThat(judge("new_line_ratio", "0.3", text)).isEqualTo("empty");
  }

  private static String judge(String key, String value, String text) {
    return new FineWebQuality(TestProfiles.with(key, value), QualityLimits.DEFAULTS)
        .judge(text, TEN_TOKENS)
        .reason();
  }
}
