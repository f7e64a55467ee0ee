package io.millrace.transforms.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DominantScriptTest {
  @ParameterizedTest
  @CsvSource({
    "Straße 12, Latn",
    "Привет мир ok, Cyrl",
    "世界人权宣言 Linux, Hani",
    "日本語を話す, Jpan",
    "コンピューター, Jpan",
    "대한민국 大韓, Hang",
    "ខ្មែរ, Khmr",
    "𞤀𞤣𞤤𞤢𞤥, Adlm",
    "'12 + 3 = ½ 😀', Zyyy"
  })
  void isTheScriptOfMostLetters(String text, String code) {
    assertThat(DominantScript.of(text).code()).isEqualTo(code);
  }

  @Test
  void isChineseDespiteAFewKana() {
    String text = "世界人权宣言".repeat(10) + "の";
    assertThat(DominantScript.of(text)).isEqualTo(new DominantScript("Hani", 1));
  }

  @Test
  void countsAnIdeographAsThreeLetters() {
    assertThat(DominantScript.of("世界 abcd")).isEqualTo(new DominantScript("Hani", 0.6));
  }

  @Test
  void hasNoShareWithoutLetters() {
    assertThat(DominantScript.of("")).isEqualTo(new DominantScript(DominantScript.NO_LETTERS, 0));
  }
}
