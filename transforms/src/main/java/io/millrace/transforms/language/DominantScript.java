package io.millrace.transforms.language;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;

/**
 * The script that most letters of a text are in.
 *
 * @param code ISO 15924; {@code Jpan} for Han with kana, {@code Hani} for Han alone, {@code Hang}
 *     for Korean, {@link #NO_LETTERS} where there are no letters
 * @param share the part of the letters that are in it, 0 to 1
 */
public record DominantScript(String code, double share) {
  /** The code where a text has no letters: ISO 15924's "undetermined". */
  public static final String NO_LETTERS = "Zyyy";

  /**
   * A Han character or kana stands for about three letters of an alphabet and a Hangul syllable for
   * two, going by the lengths of translations of one text.
   */
  private static final int IDEOGRAPH_LETTERS = 3;

  private static final int SYLLABLE_LETTERS = 2;

  /** Japanese prose is a third kana and more; Chinese has none but in names. */
  private static final int MIN_KANA_PERCENT = 10;

  /** The script of each character of the basic plane, 0 for those that are no letters. */
  private static final byte[] SCRIPTS = new byte[1 << 16];

  private static final int SCRIPT_COUNT = UScript.CODE_LIMIT;

  static {
    for (int c = 0; c < SCRIPTS.length; c++) {
      SCRIPTS[c] = (byte) scriptOfLetter(c);
    }
  }

  /** The dominant script of a text. Of two equally common ones the first in ICU's order wins. */
  public static DominantScript of(CharSequence text) {
    long[] letters = new long[SCRIPT_COUNT];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
        letters[scriptOfLetter(Character.codePointAt(text, i))]++;
        i++;
      } else {
        letters[SCRIPTS[c] & 0xFF]++;
      }
    }
    return of(letters);
  }

  private static DominantScript of(long[] letters) {
    letters[UScript.COMMON] = 0;
    long kana = letters[UScript.HIRAGANA] + letters[UScript.KATAKANA];
    long han = letters[UScript.HAN] + letters[UScript.BOPOMOFO];
    boolean isJapanese = kana > 0 && kana * 100 >= (kana + han) * MIN_KANA_PERCENT;
    letters[UScript.HIRAGANA] = 0;
    letters[UScript.KATAKANA] = 0;
    letters[UScript.BOPOMOFO] = 0;
    letters[UScript.HAN] = IDEOGRAPH_LETTERS * (kana + han);
    letters[UScript.HANGUL] *= SYLLABLE_LETTERS;
    int best = 0;
    long sum = 0;
    for (int script = 0; script < letters.length; script++) {
      sum += letters[script];
      if (letters[script] > letters[best]) {
        best = script;
      }
    }
    if (sum == 0) {
      return new DominantScript(NO_LETTERS, 0);
    }
    return new DominantScript(code(best, isJapanese), (double) letters[best] / sum);
  }

  private static String code(int script, boolean isJapanese) {
    return script == UScript.HAN && isJapanese ? "Jpan" : UScript.getShortName(script);
  }

  private static int scriptOfLetter(int codePoint) {
    int script = UScript.getScript(codePoint);
    boolean counts = UCharacter.isLetter(codePoint) && script != UScript.INHERITED;
    return counts ? script : UScript.COMMON;
  }
}
