package io.millrace.io.charset;

import java.lang.Character.UnicodeScript;
import java.util.regex.Pattern;

/**
 * How much decoded text looks like words: bytes read in a wrong single-byte encoding give scripts
 * mixed within a word, capitals after small letters, symbols where letters should be, and Latin
 * words of accented letters alone.
 */
final class TextPlausibility {

  private static final Pattern BLANKS = Pattern.compile("[\\s\u00A0]+");
  private static final char FIRST_HALFWIDTH_KATAKANA = '\uFF61';
  private static final char LAST_HALFWIDTH_KATAKANA = '\uFF9F';

  /** Words as short as "à" and "öö" have accented letters alone in languages that are written. */
  private static final int LETTERS_WITH_A_PLAIN_ONE = 3;

  private TextPlausibility() {}

  /** The share of blank-separated words that are sound; 1 if there are none. */
  static double of(String text) {
    int words = 0;
    int sound = 0;
    for (String word : BLANKS.split(text, -1)) {
      if (!word.isEmpty()) {
        words++;
        sound += isSound(word) ? 1 : 0;
      }
    }
    return words == 0 ? 1 : (double) sound / words;
  }

  private static boolean isSound(String word) {
    UnicodeScript script = UnicodeScript.COMMON;
    int letters = 0;
    boolean isPlain = false;
    boolean afterSmall = false;
    boolean hasSymbol = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (isForeignTo(c)) {
        return false;
      }
      hasSymbol |= c >= 0x80 && isSymbol(c);
      boolean isCapital = Character.isUpperCase(c);
      if (afterSmall && isCapital && c >= 0x80) {
        return false;
      }
      afterSmall = Character.isLowerCase(c);
      if (Character.isLetter(c)) {
        letters++;
        isPlain |= c < 0x80;
        UnicodeScript own = family(UnicodeScript.of(c));
        if (script != UnicodeScript.COMMON && script != own && !mixes(script, own)) {
          return false;
        }
        script = own;
      }
    }
    boolean isAllAccents =
        script == UnicodeScript.LATIN && !isPlain && letters >= LETTERS_WITH_A_PLAIN_ONE;
    return !isAllAccents && !(letters > 0 && hasSymbol);
  }

  /** Characters that no encoding of text is used for. */
  private static boolean isForeignTo(char c) {
    boolean isControl = c >= 0x80 && c < 0xA0;
    boolean isBoxDrawing = c >= 0x2500 && c < 0x25A0;
    boolean isHalfwidth = c >= FIRST_HALFWIDTH_KATAKANA && c <= LAST_HALFWIDTH_KATAKANA;
    return c == '\uFFFD' || isControl || isBoxDrawing || isHalfwidth;
  }

  private static boolean isSymbol(char c) {
    return switch (Character.getType(c)) {
      case Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL,
          Character.OTHER_NUMBER,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static UnicodeScript family(UnicodeScript script) {
    return switch (script) {
      case HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> UnicodeScript.HAN;
      case INHERITED -> UnicodeScript.COMMON;
      default -> script;
    };
  }

  /** Languages written without blanks put Latin names right beside their own letters. */
  private static boolean mixes(UnicodeScript one, UnicodeScript other) {
    return one == UnicodeScript.HAN
        || other == UnicodeScript.HAN
        || other == UnicodeScript.COMMON
        || (one == UnicodeScript.THAI && other == UnicodeScript.LATIN)
        || (one == UnicodeScript.LATIN && other == UnicodeScript.THAI);
  }
}
