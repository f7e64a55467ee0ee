package io.millrace.transforms.extract.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextMeasureTest {
  @Test
  void countsFullWidthCharactersTwice() {
    assertThat(TextMeasure.of("mill").width()).isEqualTo(4);
    assertThat(TextMeasure.of("水車小屋").width()).isEqualTo(8);
    assertThat(TextMeasure.of("물레방아").width()).isEqualTo(8);
    assertThat(TextMeasure.of("โรงสี").width()).isEqualTo(5);
    assertThat(TextMeasure.of("\uD842\uDFB7").width()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Yes.", "Oui !", "是。", "क्या।", "نعم؟", "አዎ።", "បាទ។", "ဟုတ်။", "He said “no.”"})
  void knowsTheSentenceEndsOfManyScripts(String text) {
    TextMeasure measure = TextMeasure.of(text);
    assertThat(measure.endsSentence()).isTrue();
    assertThat(measure.sentenceEnds()).isEqualTo(1);
  }

  @Test
  void takesADotWithinANumberOrNameForNoSentenceEnd() {
    assertThat(TextMeasure.of("2.5 litres at example.org").sentenceEnds()).isZero();
  }

  @Test
  void countsLettersCapitalsDigitsAndCommas() {
    TextMeasure measure = TextMeasure.of("Ab, 12 ٣、C:");
    assertThat(measure.letters()).isEqualTo(3);
    assertThat(measure.capitals()).isEqualTo(2);
    assertThat(measure.digits()).isEqualTo(3);
    assertThat(measure.commas()).isEqualTo(2);
    assertThat(measure.endsWithColon()).isTrue();
  }
}
