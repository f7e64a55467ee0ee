package io.millrace.transforms.dedup.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormalizerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Hello, World!          | hello world
          'Crème  Brûlée'        | creme brulee
          1,000.5 or 12          | 0 or 0
          '3. 4'                 | 0 0
          v2.x                   | v0 x
          '  «Straße» — ΟΔΟΣ  '  | straße οδος
          a_b-c/d                | a b c d
          co\u00ADoperate        | cooperate
          ٣٤٥                    | 0
          '!?…'                  | ''
          """)
  void keepsWordsAlone(String text, String normal) {
    assertThat(TextNormalizer.normalize(text)).isEqualTo(normal);
  }

  @Test
  void takesLineBreaksForBlanks() {
    assertThat(TextNormalizer.normalize("one\n\n two\tthree\u00a0four\r\n"))
        .isEqualTo("one two three four");
  }

  @Test
  void isTheSameInATurkishLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(TextNormalizer.normalize("TITLE")).isEqualTo("title");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void isDoneOnce() {
    String normal = TextNormalizer.normalize("Über 1.000,5 Ärzte — 한국어 İstanbul");
    assertThat(TextNormalizer.normalize(normal)).isEqualTo(normal);
  }
}
