package io.millrace.io.charset;

/**
 * How far bytes are UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
 *
 * @param multiByte how many well-formed sequences of two to four bytes there are
 * @param malformed how many bytes at or above 0x80 belong to none
 */
record Utf8Census(int multiByte, int malformed) {

  static Utf8Census of(byte[] bytes) {
    int multiByte = 0;
    int malformed = 0;
    int i = 0;
    while (i < bytes.length) {
      if (bytes[i] >= 0) {
        i++;
        continue;
      }
      int length = sequenceLength(bytes, i);
      if (length > 0) {
        multiByte++;
        i += length;
      } else {
        malformed++;
        i++;
      }
    }
    return new Utf8Census(multiByte, malformed);
  }

  boolean isAscii() {
    return multiByte == 0 && malformed == 0;
  }

  boolean isStrict() {
    return malformed == 0;
  }

  /** Whether there is more of UTF-8 than of anything else above ASCII. */
  boolean isMostlyUtf8() {
    return multiByte >= malformed;
  }

  /** The length of the well-formed sequence at {@code i}, or 0. */
  private static int sequenceLength(byte[] bytes, int i) {
    int lead = bytes[i] & 0xff;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || i + length > bytes.length) {
      return 0;
    }
    int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    int second = bytes[i + 1] & 0xff;
    if (second < least || second > most) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if ((bytes[i + k] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
