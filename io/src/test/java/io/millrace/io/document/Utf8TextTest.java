package io.millrace.io.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8TextTest {
  private static final String TEXT = "Würde 😀\nมนุษย์";

  @Test
  void isTheSameInEitherForm() {
    Utf8Text fromCharacters = Utf8Text.of(TEXT);
    Utf8Text fromBytes = Utf8Text.ofBytes(TEXT.getBytes(UTF_8));

    assertThat(fromCharacters.bytes()).isEqualTo(TEXT.getBytes(UTF_8));
    assertThat(fromBytes).hasToString(TEXT);
    assertThat(fromBytes).isEqualTo(fromCharacters).hasSameHashCodeAs(fromCharacters);
    assertThat(fromBytes).isNotEqualTo(Utf8Text.of("Wurde"));
  }

  @Test
  void countsBytesAndCodePoints() {
    assertThat(Utf8Text.of(TEXT).length()).isEqualTo(TEXT.getBytes(UTF_8).length);
    assertThat(Utf8Text.of(TEXT).codePoints()).isEqualTo(TEXT.codePointCount(0, TEXT.length()));
    assertThat(Utf8Text.of("").codePoints()).isZero();
  }

  @Test
  void aLoneSurrogateIsReplacedInBothForms() {
    Utf8Text text = Utf8Text.of("\uDE00a\uD83Db\uD83D\uDE00\uD83D");

    assertThat(text).hasToString("\uFFFDa\uFFFDb\uD83D\uDE00\uFFFD");
    assertThat(Utf8Text.ofBytes(text.bytes())).isEqualTo(text);
  }
}
