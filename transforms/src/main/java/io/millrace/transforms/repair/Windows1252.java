package io.millrace.transforms.repair;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Windows-1252 without holes, as WHATWG defines it (Encoding Standard, section 9): the five bytes
 * that the code page leaves out stand for the control characters of the same number. Characters
 * that ISO-8859-1 has instead, U+0080 to U+009F, are taken as well.
 */
final class Windows1252 {
  private static final int C1_START = 0x80;
  private static final int C1_END = 0xA0;
  private static final int NONE = -1;
  private static final char UNMAPPED = '\uFFFD';
  private static final char[] CHARACTERS = characters();
  private static final int[] BYTES = bytes();

  private Windows1252() {}

  /** The byte of a character from U+0080; -1 where it has none. */
  static int encode(char c) {
    return c >= C1_START && c < BYTES.length ? BYTES[c] : NONE;
  }

  /** The character of a byte from 0x80 to 0x9F; U+FFFD where the code page has none. */
  static char decodeC1(int b) {
    return CHARACTERS[b - C1_START];
  }

  private static char[] characters() {
    byte[] c1 = new byte[C1_END - C1_START];
    for (int i = 0; i < c1.length; i++) {
      c1[i] = (byte) (C1_START + i);
    }
    return new String(c1, Charset.forName("windows-1252")).toCharArray();
  }

  private static int[] bytes() {
    char last = 0xFF;
    for (char c : CHARACTERS) {
      last = c > last && c != UNMAPPED ? c : last;
    }
    int[] bytes = new int[last + 1];
    Arrays.fill(bytes, NONE);
    for (int b = C1_START; b <= 0xFF; b++) {
      bytes[b] = b;
    }
    for (int i = 0; i < CHARACTERS.length; i++) {
      if (CHARACTERS[i] != UNMAPPED) {
        bytes[CHARACTERS[i]] = C1_START + i;
      }
    }
    return bytes;
  }
}
