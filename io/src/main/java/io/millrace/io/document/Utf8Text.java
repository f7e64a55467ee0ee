package io.millrace.io.document;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A text in either or both of two forms: characters, for rules to read, and UTF-8, for transport
 * and storage. Each is made of the other when it is first asked for, and kept: between steps a
 * document is passed on far more often than its text is read. Immutable, and safe for several
 * threads.
 */
public final class Utf8Text {
  private static final char REPLACEMENT = '\uFFFD';

  private volatile String characters;
  private volatile byte[] bytes;

  private Utf8Text(String characters, byte[] bytes) {
    this.characters = characters;
    this.bytes = bytes;
  }

  /**
   * A text of characters. Half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD: both
   * forms say the same, wherever the text was carried.
   */
  public static Utf8Text of(String text) {
    return new Utf8Text(wellFormed(Objects.requireNonNull(text, "text")), null);
  }

  private static String wellFormed(String text) {
    int at = loneSurrogate(text, 0);
    if (at == text.length()) {
      return text;
    }
    StringBuilder wellFormed = new StringBuilder(text);
    for (; at < text.length(); at = loneSurrogate(text, at + 1)) {
      wellFormed.setCharAt(at, REPLACEMENT);
    }
    return wellFormed.toString();
  }

  /** Where half a pair stands, from an index on; the length if there is none. */
  private static int loneSurrogate(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (Character.getType(codePoint) == Character.SURROGATE) {
        return at;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }

  /**
   * A text in UTF-8.
   *
   * @param bytes not copied, and not to be changed afterwards; what is malformed reads as U+FFFD
   */
  public static Utf8Text ofBytes(byte[] bytes) {
    return new Utf8Text(null, Objects.requireNonNull(bytes, "bytes"));
  }

  /** The text in UTF-8; the array itself, for reading only. */
  public byte[] bytes() {
    if (bytes == null) {
      bytes = characters.getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }

  /** How many bytes the text takes in UTF-8. */
  public int length() {
    return bytes().length;
  }

  /** How many code points the text has. */
  public int codePoints() {
    int codePoints = 0;
    for (byte b : bytes()) {
      boolean continues = (b & 0xC0) == 0x80;
      codePoints += continues ? 0 : 1;
    }
    return codePoints;
  }

  /** The text in characters. */
  @Override
  public String toString() {
    if (characters == null) {
      characters = new String(bytes, StandardCharsets.UTF_8);
    }
    return characters;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Utf8Text that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
