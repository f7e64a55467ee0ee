package io.millrace.transforms.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRepairerTest {
  private final TextRepairer repairer = new TextRepairer();

  @ParameterizedTest
  @CsvSource({
    "schÃ¶n, schön",
    "l’Ã©tÃ©, l’été",
    "LÂ´Ã©tÃ© Ã\u00a0 la plage, L´été à la plage",
    "itâ€™s, it’s",
    "â€œquotedâ€\u009d â€“ yes, “quoted” – yes",
    "itâ\u0080\u0099s, it’s",
    "5Â°C for Â£3, 5°C for £3",
    "groÅºny Å¼uk, groźny żuk",
    "ÐŸÑ€Ð¸Ð²ÐµÑ‚, Привет",
    "Ελλάδα Î•Î»Î»Î¬Î´Î±, Ελλάδα Ελλάδα",
    "×©×œ×•×\u009d, שלום",
    "ä¸­æ–‡, 中文",
    "ðŸ˜€, 😀",
    "Ã\u0083Â©tÃ\u0083Â©, été",
    "ÃƒÂ©tÃƒÂ©, été",
    "ï»¿text, text",
  })
  void undoesMojibake(String broken, String text) {
    assertThat(repairer.repair(broken)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CAFÉ”",
        "„CAFÉ“",
        "NESTLÉ® and CAFÉ™",
        "AMANHÃ… IRMÃ” MAÇû",
        "voilà\u00a0» et «\u00a0à\u00a0»",
        "fatigué”…",
        "kníž” ŠÍŽ MÍŠA",
        "10 Å² and 3 Å³",
        "3×¼ inch, Ø½ inch, 2×½",
        "Â, â, î and ê",
        "ÑANDÚ ¿QUÉ?",
        "naïve façade",
        "Ångström",
        "ÞÐÆØÅ",
      })
  void keepsCleanTextThatCouldBeReadAsUtf8(String text) {
    assertThat(repairer.repair(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("io.millrace.transforms.repair.CleanTexts#byLocale")
  void keepsCleanTextOfEveryLanguage(String locale, String text) {
    assertThat(repairer.repair(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("io.millrace.transforms.repair.CleanTexts#byLocale")
  void undoesTheMojibakeOfEveryLanguage(String locale, String text) {
    assertThat(repairer.repair(CleanTexts.misread(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "Tom &amp; Jerry, Tom & Jerry",
    "&quot;a&quot; &#8211; &#x2014;&nbsp;b, \"a\" – —\u00a0b",
    "&amp;amp;, &",
    "&#150;, –",
    "a &lt; b, a < b",
    "&copy 2020, &copy 2020",
    "AT&T; R&D, AT&T; R&D",
    "&unknown;, &unknown;",
    "write &lt; for <, write &lt; for <",
  })
  void unescapesEntities(String text, String repaired) {
    assertThat(repairer.repair(text)).isEqualTo(repaired);
  }

  @ParameterizedTest
  @CsvSource({
    "ab\u0007c\u001Bd\u007Fe, abcde",
    "a\uFEFFb\uFFF9c\uFFFCd\u206Ae\uFFFFf, abcdef",
    "it\u0092s \u0093x\u0094 \u0085, it’s “x” …",
    "a\u0081b\u009Dc, abc",
    "x\uD83D y\uDE00 😀, x� y� 😀",
  })
  void replacesControlCharacters(String text, String repaired) {
    assertThat(repairer.repair(text)).isEqualTo(repaired);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\tb\r\nc\fd", "می\u200cخواهم", "क्\u200dष", "co\u00ADop", "\u200Eabc\u200F"})
  void keepsCharactersThatTextNeeds(String text) {
    assertThat(repairer.repair(text)).isEqualTo(text);
  }

  @Test
  void turnsLinesOfBarsIntoNewlines() {
    assertThat(repairer.repair("a\n|\nb")).isEqualTo("a\n\n\nb");
    assertThat(repairer.repair("a\n| |\n||\n |\t| \nb")).isEqualTo("a\n\n\nb");
    assertThat(repairer.repair("|")).isEqualTo("\n");
    assertThat(repairer.repair("a | b\n| c |\n\n  \n")).isEqualTo("a | b\n| c |\n\n  \n");
  }

  @Test
  void changesNothingTheSecondTime() {
    Random random = new Random(11);
    String alphabet = "ab<&;#x1|\n |ÂÃâ€™©Ã\u0083é\u0081\u0085\0\uFEFFÐŸ°";
    String[] parts = {"&amp;", "&#195;", "&copy;", "Ã©", "â€™", "&am\0p;", "\n|\n", "Ãƒ", "Â"};
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append(
            random.nextBoolean()
                ? parts[random.nextInt(parts.length)]
                : alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String once = repairer.repair(text.toString());
      assertThat(repairer.repair(once)).as("%s", text).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"&", "|", "|\n", "| ", "Ã", "Ã©", "â€", "\0", "&amp;", "é "})
  void takesLinearTime(String part) {
    String text = part.repeat(2_000_000 / part.length());

    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> repairer.repair(text));
  }
}
