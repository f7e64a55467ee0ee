package io.millrace.transforms.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagTest {
  @Test
  void parsesLanguageAndScript() {
    assertThat(LanguageTag.parse("deu_Latn")).isEqualTo(new LanguageTag("deu", "Latn"));
    assertThat(LanguageTag.parse("und_Khmr")).hasToString("und_Khmr");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "deu",
        "deu_latn",
        "DEU_Latn",
        "de_Latn",
        "deu-Latn",
        "deu_Latn ",
        "../_Latn",
        "deu_La/n",
        "deu_Latn\n",
        "dęu_Latn",
        "deu_Látn",
        "dıu_Latn"
      })
  void refusesAnythingElse(String text) {
    assertThat(LanguageTag.isTag(text)).isFalse();
    assertThatThrownBy(() -> LanguageTag.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as");
  }
}
