package io.millrace.transforms.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.millrace.transforms.language.fasttext.FastTextFixture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordSegmenterTest {
  private final WordSegmenter segmenter = new WordSegmenter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          I am Frank, I am Frank  | I_am_Frank_,_I_am_Frank
          I am your father.       | I_am_your_father_.
          Don't pay 3,141.59 e.g. | Don't_pay_3,141.59_e.g_.
          Ещё раз: «да»           | Ещё_раз_:_«_да_»
          इंसानों को आज़ादी          | इंसानों_को_आज़ादी
          대한민국은 2023년         | 대한민국은_2023_년
          ภาษาไทยง่าย               | ภาษา_ไทย_ง่าย
          ພາສາລາວ                  | ພາສາ_ລາວ
          មនុស្សទាំងអស់កើតមក | មនុស្ស_ទាំងអស់_កើតមក
          လူတိုင်းသည်လွတ်လပ် | လူ_တိုင်း_သည်_လွတ်လပ်
          世界人权宣言,是           | 世界_人权_宣言_,_是
          日本語を話すコンピューター | 日本語_を_話す_コンピューター
          使用Debian系统。          | 使用_Debian_系统_。
          """)
  void cutsEveryScriptIntoWordsAndMarks(String text, String words) {
    assertThat(segmenter.segment(text).strings()).containsExactly(words.split("_"));
  }

  @Test
  void takesARepeatedMarkForOne() {
    assertThat(segmenter.segment("so... ---- ?!! . .").strings())
        .containsExactly("so", "...", "----", "?", "!!", ".", ".");
  }

  @Test
  void tellsWordsFromNumbersAndMarks() {
    Tokens tokens = segmenter.segment("3D, 42 ½ 〇 — 中 😀 _");
    List<TokenKind> kinds = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      kinds.add(tokens.kind(i));
    }
    assertThat(kinds)
        .containsExactly(
            TokenKind.WORD,
            TokenKind.MARK,
            TokenKind.NUMBER,
            TokenKind.NUMBER,
            TokenKind.NUMBER,
            TokenKind.MARK,
            TokenKind.WORD,
            TokenKind.MARK,
            TokenKind.MARK);
  }

  @Test
  void givesWhereEachTokenIs() {
    Tokens tokens = segmenter.segment(" ab  c");
    assertThat(tokens.size()).isEqualTo(2);
    assertThat(tokens.start(1)).isEqualTo(5);
    assertThat(tokens.end(1)).isEqualTo(6);
    assertThat(tokens.string(0)).isEqualTo("ab");
  }

  @Test
  void findsNothingInBlanks() {
    assertThat(segmenter.segment("").size()).isZero();
    assertThat(segmenter.segment(" \n\t\u00a0\u3000\u200b\u0000").size()).isZero();
  }

  @Test
  void agreesWithIcuOnTextIn400Languages() throws Exception {
    BreakIterator icu = BreakIterator.getWordInstance(ULocale.ROOT);
    for (byte[] line : FastTextFixture.lines()) {
      String text = new String(line, StandardCharsets.UTF_8);
      if (text.length() <= 2000) {
        assertThat(segmenter.segment(text).strings()).as(text).isEqualTo(icuTokens(icu, text));
      }
    }
  }

  @Test
  void agreesWithIcuOnRandomMixturesOfCharacters() {
    String[] alphabets = {
      "aZé",
      "א\"'",
      ",.:;'",
      "12",
      "_\u202f",
      "\u0301\u00ad",
      "\u200d",
      "☺😀👩🇩",
      " \n\u200b",
      "一国人",
      "のはい",
      "アニメー",
      "กขา",
      "한국",
      "-#",
      "·\u2019",
      "ｶﾞ",
      "々〇",
      "ا\u200cب"
    };
    BreakIterator icu = BreakIterator.getWordInstance(ULocale.ROOT);
    Random random = new Random(4);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      String[] some = new String[2 + random.nextInt(4)];
      for (int j = 0; j < some.length; j++) {
        some[j] = alphabets[random.nextInt(alphabets.length)];
      }
      int length = 1 + random.nextInt(12);
      for (int j = 0; j < length; j++) {
        int[] alphabet = some[random.nextInt(some.length)].codePoints().toArray();
        text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      assertThat(segmenter.segment(text.toString()).strings())
          .as(text.toString())
          .isEqualTo(icuTokens(icu, text.toString()));
    }
  }

  /** 200,000 characters would take an hour if time grew with the square of the length. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a.",
        "1,",
        "-",
        "א\"",
        "e\u0301",
        "\u0301",
        "\u200d",
        "👩\u200d",
        "🇩",
        "ก",
        "กa",
        "ก้",
        "ກ",
        "ក្",
        "ក",
        "က",
        "一",
        "一a",
        "の",
        "ア",
        "ｶ",
        "한",
        "ᨠ",
        "世界人权宣言",
        "ภาษาไทย",
        "_ア",
        "مرحبا"
      })
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void takesTimeInProportionToALineWithoutBlanks(String unit) {
    String text = unit.repeat(200_000 / unit.length());
    Tokens tokens = segmenter.segment(text);
    int covered = 0;
    for (int i = 0; i < tokens.size(); i++) {
      covered += tokens.end(i) - tokens.start(i);
    }
    assertThat(covered).isEqualTo(text.length());
  }

  @Test
  void cutsALongRunAsItCutsItsParts() {
    String sentence = "ทุกคนเกิดมามีอิสระและเสมอภาคกัน";
    List<String> once = segmenter.segment(sentence).strings();
    List<String> often = segmenter.segment(sentence.repeat(300)).strings();
    assertThat(often).hasSize(300 * once.size()).startsWith(once.toArray(String[]::new));
  }

  @Test
  void doesNotDependOnTheDefaultLocale() {
    String text = "TITLE ISTANBUL ıİ ไทย 日本語 don't 1.5";
    List<String> expected = segmenter.segment(text).strings();
    Locale before = Locale.getDefault();
    try {
      for (String locale : List.of("tr-TR", "th-TH", "ja-JP", "fi-FI")) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertThat(new WordSegmenter().segment(text).strings()).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  /** What ICU finds, without blanks, a repeated mark joined. */
  private static List<String> icuTokens(BreakIterator icu, String text) {
    Tokens tokens = new Tokens(text);
    icu.setText(text);
    int start = icu.first();
    for (int end = icu.next(); end != BreakIterator.DONE; end = icu.next()) {
      while (start < end && isBlank(text.charAt(start))) {
        start++;
      }
      if (start < end) {
        tokens.add(start, end);
      }
      start = end;
    }
    return tokens.strings();
  }

  private static boolean isBlank(char c) {
    return (UCharacter.isUWhiteSpace(c) && c != '\u202f')
        || Character.isISOControl(c)
        || c == '\u200b';
  }
}
