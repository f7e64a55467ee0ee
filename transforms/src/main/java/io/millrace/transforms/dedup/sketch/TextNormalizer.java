package io.millrace.transforms.dedup.sketch;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Takes out of a text what does not make it another text: case, diacritics, figures, punctuation
 * and layout (FineWeb2, arXiv 2506.20920, section 4.3: datatrove's {@code simplify_text}).
 */
public final class TextNormalizer {
  /** Changes whenever any text may come out differently. */
  public static final int VERSION = 1;

  private static final int PUNCTUATION_AND_SYMBOLS =
      1 << Character.CONNECTOR_PUNCTUATION
          | 1 << Character.DASH_PUNCTUATION
          | 1 << Character.START_PUNCTUATION
          | 1 << Character.END_PUNCTUATION
          | 1 << Character.INITIAL_QUOTE_PUNCTUATION
          | 1 << Character.FINAL_QUOTE_PUNCTUATION
          | 1 << Character.OTHER_PUNCTUATION
          | 1 << Character.MATH_SYMBOL
          | 1 << Character.CURRENCY_SYMBOL
          | 1 << Character.MODIFIER_SYMBOL
          | 1 << Character.OTHER_SYMBOL;
  private static final int BLANKS =
      1 << Character.SPACE_SEPARATOR
          | 1 << Character.LINE_SEPARATOR
          | 1 << Character.PARAGRAPH_SEPARATOR
          | 1 << Character.CONTROL;
  private static final int MARKS_AND_FORMATS =
      1 << Character.NON_SPACING_MARK | 1 << Character.FORMAT;

  private static final byte KEPT = 0;
  private static final byte FIGURE = 1;
  private static final byte BETWEEN = 2;
  private static final byte UNSEEN = 3;

  /** The kinds of the characters of the basic plane. */
  private static final byte[] KINDS = kinds();

  private TextNormalizer() {}

  /**
   * The text in lower case (of no particular locale) without non-spacing marks and format
   * characters, each number a {@code 0}, anything between words one blank.
   *
   * @return empty if the text holds no letter and no digit
   */
  public static String normalize(CharSequence text) {
    String decomposed =
        Normalizer.normalize(text.toString().toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    char[] normal = new char[decomposed.length()];
    int length = 0;
    int last = ' ';
    for (int i = 0; i < decomposed.length(); ) {
      int c = decomposed.codePointAt(i);
      i += Character.charCount(c);
      byte kind = c < KINDS.length ? KINDS[c] : kindOf(c);
      if (kind == UNSEEN) {
        continue;
      }
      int next = c;
      if (kind == FIGURE) {
        next = '0';
      } else if (kind == BETWEEN) {
        next = continuesNumber(c, last, decomposed, i) ? '0' : ' ';
      }
      boolean repeats = next == last && (next == ' ' || next == '0');
      if (!repeats) {
        length += Character.toChars(next, normal, length);
        last = next;
      }
    }
    return new String(normal, 0, length > 0 && last == ' ' ? length - 1 : length);
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[Character.MIN_SUPPLEMENTARY_CODE_POINT];
    for (int c = 0; c < kinds.length; c++) {
      kinds[c] = kindOf(c);
    }
    return kinds;
  }

  private static byte kindOf(int c) {
    int type = 1 << Character.getType(c);
    if ((type & MARKS_AND_FORMATS) != 0) {
      return UNSEEN;
    }
    if (type == 1 << Character.DECIMAL_DIGIT_NUMBER) {
      return FIGURE;
    }
    return (type & (PUNCTUATION_AND_SYMBOLS | BLANKS)) != 0 ? BETWEEN : KEPT;
  }

  /** Whether {@code c} is the sign between two digits of one number, such as 1,000.5. */
  private static boolean continuesNumber(int c, int last, String text, int next) {
    return (c == '.' || c == ',')
        && last == '0'
        && next < text.length()
        && Character.isDigit(text.codePointAt(next));
  }
}
