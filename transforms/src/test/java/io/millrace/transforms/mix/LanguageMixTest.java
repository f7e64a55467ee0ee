package io.millrace.transforms.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageMixTest {
  private static final Map<String, Long> TOKENS =
      Map.of("eng_Latn", 10_000L, "deu_Latn", 2_500L, "tha_Thai", 100L);

  @Test
  void naturalKeepsWhatIsThere() {
    assertThat(LanguageMix.parse("natural").budgets(TOKENS, 12_600)).isEqualTo(TOKENS);
  }

  @Test
  void alphaMakesSharesProportionalToPowers() {
    // Square roots 100, 50 and 10 share 12,600 tokens: 7,875, 3,937.5 and 787.5.
    assertThat(LanguageMix.parse("alpha:0.5").budgets(TOKENS, 12_600))
        .containsEntry("eng_Latn", 7_875L)
        .containsEntry("deu_Latn", 3_938L)
        .containsEntry("tha_Thai", 788L);
  }

  @Test
  void alphaOfZeroGivesAllTheSame() {
    assertThat(LanguageMix.parse("alpha:0").budgets(TOKENS, 300).values())
        .containsExactly(100L, 100L, 100L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alpha",
        "alpha:",
        "alpha:x",
        "alpha:1.1",
        "alpha:-0.1",
        "alpha:NaN",
        "unimix:3"
      })
  void whatIsNoMixIsRejectedWithWhatToWrite(String text) {
    assertThatThrownBy(() -> LanguageMix.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("0 to 1");
  }
}
