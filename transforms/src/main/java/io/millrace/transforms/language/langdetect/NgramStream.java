package io.millrace.transforms.language.langdetect;

/**
 * The character 1-, 2- and 3-grams of a text as OpenNLP's language detector sees them: lower case,
 * web addresses left out, everything that is neither letter nor mark of punctuation a blank, blanks
 * joined, and no character more than twice in a row.
 */
final class NgramStream {
  /** Receives the n-grams in the order of their last character. */
  @FunctionalInterface
  interface Receiver {
    /**
     * Takes an n-gram: its last character in the low 16 bits, the one before above it, and so on.
     */
    void accept(long ngram);
  }

  private static final long TWO_CHARS = 0xFFFF_FFFFL;
  private static final long THREE_CHARS = 0xFFFF_FFFF_FFFFL;

  /** What each character counts as. */
  private static final char[] NORMALIZED = new char[Character.MAX_VALUE + 1];

  static {
    for (int c = 0; c < NORMALIZED.length; c++) {
      NORMALIZED[c] = normalized((char) c);
    }
  }

  private NgramStream() {}

  /** The packed form of a string of one to three characters. */
  static long pack(CharSequence ngram) {
    long packed = 0;
    for (int i = 0; i < ngram.length(); i++) {
      packed = packed << 16 | ngram.charAt(i);
    }
    return packed;
  }

  /** Sends every n-gram of the text, repeated ones too. */
  static void send(CharSequence text, Receiver receiver) {
    long last = ' ';
    for (int i = 0; i < text.length(); i++) {
      if (startsAddress(text, i)) {
        i = endOfToken(text, i);
      }
      char c = i < text.length() ? NORMALIZED[text.charAt(i)] : ' ';
      boolean isThirdInARow = (last & 0xFFFF) == c && (last >>> 16 & 0xFFFF) == c;
      if (isThirdInARow || (c == ' ' && (last & 0xFFFF) == ' ')) {
        continue;
      }
      last = (last << 16 | c) & THREE_CHARS;
      receiver.accept(c);
      if (last > 0xFFFF) {
        receiver.accept(last & TWO_CHARS);
      }
      if (last > TWO_CHARS) {
        receiver.accept(last);
      }
    }
  }

  private static boolean startsAddress(CharSequence text, int index) {
    char c = text.charAt(index);
    return (c == 'h' && startsWith(text, index, "http://"))
        || (c == 'h' && startsWith(text, index, "https://"))
        || (c == 'w' && startsWith(text, index, "www."));
  }

  private static boolean startsWith(CharSequence text, int index, String prefix) {
    int end = index + prefix.length();
    return end <= text.length() && prefix.contentEquals(text.subSequence(index, end));
  }

  private static int endOfToken(CharSequence text, int index) {
    int end = index;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static char normalized(char c) {
    if (c <= ' ' || (c >= '0' && c <= '9') || Character.isSurrogate(c)) {
      return ' ';
    }
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }
    return Character.isWhitespace(c) || Character.isDigit(c) || c == '\u00a0'
        ? ' '
        : Character.toLowerCase(c);
  }
}
