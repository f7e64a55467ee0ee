package io.millrace.io.document;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The 128-bit identity of a document: the XXH3-128 hash (seed 0) of its URL in UTF-8, a zero byte,
 * and its payload.
 *
 * <p>Nothing about where or when the document was found enters it, so the same page read from
 * another file, at another offset or on another day bears the same id.
 *
 * @param high the most significant 64 bits
 * @param low the least significant 64 bits
 */
public record DocumentId(long high, long low) implements Comparable<DocumentId> {

  private static final int HEX_DIGITS = 32;

  /**
   * The id of the document that {@code payload} is under {@code url}.
   *
   * @param url the address without angle brackets
   * @param payload the body after every transfer and content encoding was undone
   */
  public static DocumentId of(String url, byte[] payload) {
    HashValue128 hash =
        Hashing.xxh3_128()
            .hashStream()
            .putBytes(url.getBytes(StandardCharsets.UTF_8))
            .putByte((byte) 0)
            .putBytes(payload)
            .get();
    return new DocumentId(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if {@code hex} is not 32 hexadecimal digits
   */
  public static DocumentId parse(String hex) {
    if (hex.length() != HEX_DIGITS) {
      throw new IllegalArgumentException(
          "a document id has " + HEX_DIGITS + " hexadecimal digits, not '" + hex + "'");
    }
    return new DocumentId(
        HexFormat.fromHexDigitsToLong(hex, 0, HEX_DIGITS / 2),
        HexFormat.fromHexDigitsToLong(hex, HEX_DIGITS / 2, HEX_DIGITS));
  }

  /** Orders ids as their hexadecimal forms order. */
  @Override
  public int compareTo(DocumentId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** The 32 lower-case hexadecimal digits, most significant first. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
