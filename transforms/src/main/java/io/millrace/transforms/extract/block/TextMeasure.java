package io.millrace.transforms.extract.block;

/**
 * Counts over a text by character, never by blank-separated word, so that they mean the same in
 * scripts without blanks.
 *
 * @param width columns: 2 for a full-width character (Chinese, Japanese, Korean), which says about
 *     as much as two of an alphabet, 1 for any other
 * @param letters letters of any script
 * @param capitals upper-case letters
 * @param digits decimal digits of any script
 * @param commas commas, semicolons and their kin in any script
 * @param sentenceEnds full stops, question and exclamation marks in any script; not those inside
 *     numbers and names such as {@code 2.5}
 * @param endsSentence whether the last character, quotes and brackets aside, ends a sentence
 * @param endsWithColon whether it is a colon
 */
record TextMeasure(
    int width,
    int letters,
    int capitals,
    int digits,
    int commas,
    int sentenceEnds,
    boolean endsSentence,
    boolean endsWithColon) {
  private static final String SENTENCE_ENDS = ".!?…。！？｡．।॥؟۔።፧៕។၊။᙮᠃";
  private static final String COMMAS = ",;،؛、，；፣፤፥";
  private static final String CLOSERS = "\"'”’»«)]」』）";

  /** Measures a text that is not empty. */
  static TextMeasure of(String text) {
    int width = 0;
    int letters = 0;
    int capitals = 0;
    int digits = 0;
    int commas = 0;
    int sentenceEnds = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      width += width(c);
      if (Character.isLetter(c)) {
        letters++;
        capitals += Character.getType(c) == Character.UPPERCASE_LETTER ? 1 : 0;
      } else if (Character.isDigit(c)) {
        digits++;
      } else if (c != ' ' && SENTENCE_ENDS.indexOf(c) >= 0) {
        sentenceEnds += isInsideName(text, i) ? 0 : 1;
      } else if (c != ' ' && COMMAS.indexOf(c) >= 0) {
        commas++;
      }
    }
    char last = lastSpoken(text);
    return new TextMeasure(
        width,
        letters,
        capitals,
        digits,
        commas,
        sentenceEnds,
        SENTENCE_ENDS.indexOf(last) >= 0,
        last == ':' || last == '：');
  }

  /** The columns of a text's characters from an index on. */
  static int width(CharSequence text, int from) {
    int width = 0;
    for (int i = from; i < text.length(); i++) {
      width += width(text.charAt(i));
    }
    return width;
  }

  /** A surrogate counts 1, so that a character outside the basic plane counts 2. */
  private static int width(char c) {
    boolean wide =
        c >= '\u2E80'
            && (c <= '\uA4CF'
                || (c >= '\uAC00' && c <= '\uD7A3')
                || (c >= '\uF900' && c <= '\uFAFF')
                || (c >= '\uFE30' && c <= '\uFE6F')
                || (c >= '\uFF01' && c <= '\uFF60'));
    return wide ? 2 : 1;
  }

  private static boolean isInsideName(String text, int index) {
    return text.charAt(index) == '.'
        && index + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(index + 1));
  }

  private static char lastSpoken(String text) {
    int last = text.length() - 1;
    while (last > 0 && CLOSERS.indexOf(text.charAt(last)) >= 0) {
      last--;
    }
    return text.charAt(last);
  }
}
