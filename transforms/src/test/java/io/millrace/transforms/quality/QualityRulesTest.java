package io.millrace.transforms.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityRulesTest {
  private static final QualityRules ENGLISH =
      new QualityRules(
          LanguageProfiles.builtIn().choose("eng_Latn").profile(), QualityLimits.DEFAULTS);

  private static final String PROSE =
      """
      The mill stood at the bend of the river, and its wheel had turned for three hundred years.
      Nobody in the village could say who had laid the first stone, but all of them knew the sound
      that it made in the early hours. A boy who wanted to become a miller had to learn to listen.
      When the water ran low, the stones began to sing, and the flour that they gave was coarse.
      """;

  @Test
  void keepsProse() {
    assertThat(judge(PROSE)).isEqualTo(Verdict.KEPT);
    assertThat(judge(PROSE).isKept()).isTrue();
  }

  @Test
  void judgesRepetitionBeforeFineWebBeforeGopher() {
    assertThat(judge("Buy\nBuy\nBuy\n").reason()).isEqualTo("dup_line_frac");
    String list =
        "red orange yellow green blue indigo violet white black grey brown pink lilac ruby navy"
            + " teal gold silver amber beige cyan olive plum rose tan umber coral khaki ochre peach";
    assertThat(judge(list).reason()).isEqualTo("line_punct_ratio");
    assertThat(judge(list + ".").reason()).isEqualTo("gopher_short_doc");
  }

  private static Verdict judge(String text) {
    List<String> tokens =
        Arrays.stream(text.split("\\s+|(?=[.,])", -1)).filter(word -> !word.isEmpty()).toList();
    return ENGLISH.judge(text, tokens);
  }
}
