package io.millrace.transforms.dedup.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class SketchSchemeTest {
  private static final SketchScheme SCHEME = SketchScheme.of(LshBands.FINEWEB, 5);

  @Test
  void wordsThatOnlyLookDifferentAreTheSame() {
    assertThat(signature("The 1st “Café” is\nclosed, sorry for that"))
        .isEqualTo(signature("the 2st cafe is CLOSED. Sorry: for that!"));
  }

  @Test
  void fourWordsAreTooFew() {
    assertThat(signature("one two three four").isEmpty()).isTrue();
    assertThat(signature("one two three four five").isEmpty()).isFalse();
  }

  @Test
  void wordsWithoutBlanksBetweenThemAreWords() {
    String thai = "ประเทศไทยเป็นประเทศที่ตั้งอยู่ในภูมิภาคเอเชียตะวันออกเฉียงใต้";
    assertThat(SpacedText.of(thai, TextNormalizer.normalize(thai)).split(" "))
        .hasSizeGreaterThan(8);
    String chinese = "我们今天去北京大学学习中文。";
    assertThat(SpacedText.of(chinese, TextNormalizer.normalize(chinese)).split(" "))
        .contains("我们", "今天");
    assertThat(signature(chinese).isEmpty()).isFalse();
  }

  @Test
  void doNotDependOnTheLocale() {
    MinHashSignature expected = signature("TITLE OF THIS INTERESTING PAGE");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(signature("TITLE OF THIS INTERESTING PAGE")).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void signaturesMadeInAnotherWayAreRefused() {
    SCHEME.requireSame(SketchScheme.of(new LshBands(14, 8), 5), "signatures/");
    assertThatThrownBy(
            () -> SCHEME.requireSame(SketchScheme.of(new LshBands(20, 6), 5), "signatures/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("signatures/ holds signatures made by 20 bands of 6 rows")
        .hasMessageContaining("14 bands of 8 rows");
    assertThatThrownBy(
            () ->
                SCHEME.requireSame(
                    new SketchScheme(LshBands.FINEWEB, 5, "minhash-0"), "signatures/"))
        .hasMessageContaining("(minhash-0)");
  }

  private static MinHashSignature signature(String text) {
    return SCHEME.signature(text, TextNormalizer.normalize(text));
  }
}
