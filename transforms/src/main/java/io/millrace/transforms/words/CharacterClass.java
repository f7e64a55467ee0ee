package io.millrace.transforms.words;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.WordBreak;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;

/** What the segmenter has to know of a UTF-16 unit: a byte each, read from one table. */
final class CharacterClass {
  /** White space, control characters, zero-width space: never in a token. */
  static final byte BLANK = 0;

  /** No word-break rule joins it to anything. */
  static final byte OTHER = 1;

  static final byte LETTER = 2;
  static final byte HEBREW_LETTER = 3;
  static final byte DIGIT = 4;

  /** Joins letters, as a middle dot does. */
  static final byte MID_LETTER = 5;

  /** Joins digits, as a comma does. */
  static final byte MID_NUMBER = 6;

  /** Joins letters and digits, as a full stop does. */
  static final byte MID_BOTH = 7;

  static final byte SINGLE_QUOTE = 8;
  static final byte DOUBLE_QUOTE = 9;

  /** Joins letters and digits wherever it is, as a low line does. */
  static final byte CONNECTOR = 10;

  /** Belongs to the character before: combining marks, format characters. */
  static final byte EXTEND = 11;

  /** Joins pictographs, otherwise as {@link #EXTEND}. */
  static final byte ZERO_WIDTH_JOINER = 12;

  static final byte PICTOGRAPH = 13;

  /** A Han character or kana in normal form, for {@link CjkSegmenter}. */
  static final byte CJK = 14;

  /** For ICU: scripts with dictionaries of their own, surrogates, halfwidth kana. */
  static final byte COMPLEX = 15;

  /** A Hangul syllable, which ICU joins to its like only. */
  static final byte HANGUL = 16;

  private static final char FIRST_HANGUL = '\uac00';
  private static final char LAST_HANGUL = '\ud7a3';

  private static final byte[] TABLE = new byte[1 << 16];

  static {
    UnicodeSet cjk =
        new UnicodeSet("[[:Han:][:Hiragana:][:Katakana:]\\u30fc\\uff70\\uff9e\\uff9f]").freeze();
    UnicodeSet dictionaryScripts = new UnicodeSet("[:LineBreak=Complex_Context:]").freeze();
    Normalizer2 nfkc = Normalizer2.getNFKCInstance();
    for (int c = 0; c < TABLE.length; c++) {
      if (Character.isSurrogate((char) c) || dictionaryScripts.contains(c)) {
        TABLE[c] = COMPLEX;
      } else if (cjk.contains(c)) {
        TABLE[c] = nfkc.isNormalized(String.valueOf((char) c)) ? CJK : COMPLEX;
      } else if (c >= FIRST_HANGUL && c <= LAST_HANGUL) {
        TABLE[c] = HANGUL;
      } else {
        TABLE[c] = ofWordBreak(c);
      }
    }
  }

  private CharacterClass() {}

  static byte of(char c) {
    return TABLE[c];
  }

  private static byte ofWordBreak(int c) {
    return switch (UCharacter.getIntPropertyValue(c, UProperty.WORD_BREAK)) {
      case WordBreak.ALETTER -> LETTER;
      case WordBreak.HEBREW_LETTER -> HEBREW_LETTER;
      case WordBreak.NUMERIC -> DIGIT;
      case WordBreak.MIDLETTER -> MID_LETTER;
      case WordBreak.MIDNUM -> MID_NUMBER;
      case WordBreak.MIDNUMLET -> MID_BOTH;
      case WordBreak.SINGLE_QUOTE -> SINGLE_QUOTE;
      case WordBreak.DOUBLE_QUOTE -> DOUBLE_QUOTE;
      case WordBreak.EXTENDNUMLET -> CONNECTOR;
      case WordBreak.EXTEND, WordBreak.FORMAT -> EXTEND;
      case WordBreak.ZWJ -> ZERO_WIDTH_JOINER;
      case WordBreak.KATAKANA -> COMPLEX;
      default -> ofUnlisted(c);
    };
  }

  private static byte ofUnlisted(int c) {
    if (UCharacter.isUWhiteSpace(c) || Character.isISOControl(c) || c == '\u200b') {
      return BLANK;
    }
    return UCharacter.hasBinaryProperty(c, UProperty.EXTENDED_PICTOGRAPHIC) ? PICTOGRAPH : OTHER;
  }
}
