package io.millrace.transforms.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
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

  /**
   * Five languages of 1,000, 400, 90, 50 and 10 thousand tokens, a budget of 1,000 thousand, two
   * epochs at most. From the smallest: a fifth is 200, but 10 has 20 in two epochs, 980 are left
   * for four; a quarter is 245, but 50 has 100, 880 are left for three; a third is 293 1/3, but 90
   * has 180, 700 are left for two; a half is 350, which 400 has; 350 are left for the largest.
   */
  @Test
  void unimaxPassesOnWhatASmallLanguageCannotUse() {
    Map<String, Long> tokens =
        Map.of(
            "eng_Latn", 1_000_000L,
            "deu_Latn", 400_000L,
            "tha_Thai", 90_000L,
            "khm_Khmr", 50_000L,
            "gsw_Latn", 10_000L);

    assertThat(LanguageMix.parse("unimax:2").budgets(tokens, 1_000_000))
        .isEqualTo(
            Map.of(
                "gsw_Latn", 20_000L,
                "khm_Khmr", 100_000L,
                "tha_Thai", 180_000L,
                "deu_Latn", 350_000L,
                "eng_Latn", 350_000L));
  }

  /**
   * The same languages at alpha 0.5: the square roots of 1,000, 400, 90, 50 and 10 are 31.6228, 20,
   * 9.4868, 7.0711 and 3.1623, together 71.3430; of 1,000,000 tokens that makes 443,250, 280,336,
   * 132,975, 99,114 and 44,325.
   */
  @Test
  void alphaBudgetsAreThoseOfTheTable() {
    Map<String, Long> tokens =
        Map.of(
            "eng_Latn", 1_000_000L,
            "deu_Latn", 400_000L,
            "tha_Thai", 90_000L,
            "khm_Khmr", 50_000L,
            "gsw_Latn", 10_000L);

    assertThat(LanguageMix.parse("alpha:0.5").budgets(tokens, 1_000_000))
        .isEqualTo(
            Map.of(
                "eng_Latn", 443_250L,
                "deu_Latn", 280_336L,
                "tha_Thai", 132_975L,
                "khm_Khmr", 99_114L,
                "gsw_Latn", 44_325L));
  }

  @Test
  void unimaxUsesNoMoreThanItsEpochsOfAll() {
    assertThat(LanguageMix.parse("unimax:1").budgets(TOKENS, 1_000_000)).isEqualTo(TOKENS);
  }

  @Test
  void weightsOfLanguagesThatAreNotThereGoToTheOthers() {
    WeightedMix mix =
        new WeightedMix(new TreeMap<>(Map.of("eng_Latn", 3.0, "deu_Latn", 1.0, "fra_Latn", 4.0)));

    assertThat(mix.budgets(TOKENS, 400))
        .isEqualTo(Map.of("eng_Latn", 300L, "deu_Latn", 100L, "tha_Thai", 0L));
    assertThatThrownBy(() -> mix.budgets(Map.of("tha_Thai", 5L), 400))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fra_Latn")
        .hasMessageContaining("tha_Thai");
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
        "unimix:3",
        "unimax:0",
        "unimax:-1",
        "unimax:"
      })
  void whatIsNoMixIsRejectedWithWhatToWrite(String text) {
    assertThatThrownBy(() -> LanguageMix.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("0 to 1");
  }
}
