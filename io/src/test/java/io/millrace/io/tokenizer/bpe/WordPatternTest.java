package io.millrace.io.tokenizer.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordPatternTest {
  @Test
  void blanksBeginWordsAndDigitsComeInThrees() {
    assertThat(words("In 2024, mills  ground 12345 t."))
        .containsExactly(
            "In", " ", "202", "4", ",", " mills", " ", " ground", " ", "123", "45", " t", ".");
  }

  @Test
  void apostrophesBeginWords() {
    assertThat(words("don't l'eau")).containsExactly("don", "'t", " l", "'eau");
  }

  @Test
  void vowelSignsStayWithTheirLetters() {
    assertThat(words("हिन्दी भाषा")).containsExactly("हिन्दी", " भाषा");
    assertThat(words("มีอิสระ")).containsExactly("มีอิสระ");
  }

  @Test
  void lineEndsStayTogether() {
    assertThat(words("a \n\n b;\r\nc")).containsExactly("a", " \n\n", " b", ";\r\n", "c");
  }

  @Test
  void unicodeBlanksAreBlanks() {
    assertThat(words("a\u3000\u3000b\u2028")).containsExactly("a", "\u3000", "\u3000b", "\u2028");
  }

  @Test
  void wordsMakeUpTheText() {
    ScriptLines.make(5, 3).values().stream()
        .flatMap(Collection::stream)
        .forEach(line -> assertThat(String.join("", words(line))).isEqualTo(line));
  }

  @Test
  void longRunsOfBlanksTakeNoLongerThanTheyMust() {
    String blanks = " ".repeat(1_000_000);

    assertThat(words(blanks + "x")).containsExactly(" ".repeat(999_999), " x");
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    WordPattern.split(text, words::add);
    return words;
  }
}
