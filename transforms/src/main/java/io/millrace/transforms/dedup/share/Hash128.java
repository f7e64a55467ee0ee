package io.millrace.transforms.dedup.share;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.HexFormat;

/**
 * A 128-bit hash: a document's id, or what stands for its text, its address or its place in a file.
 *
 * @param high the most significant 64 bits
 * @param low the least significant 64 bits
 */
public record Hash128(long high, long low) implements Comparable<Hash128> {
  private static final int HEX_DIGITS = 32;

  /** The XXH3-128 hash (seed 0) of {@code parts}, each followed by its length. */
  public static Hash128 of(CharSequence... parts) {
    HashStream128 stream = Hashing.xxh3_128().hashStream();
    for (CharSequence part : parts) {
      stream.putChars(part).putInt(part.length());
    }
    HashValue128 hash = stream.get();
    return new Hash128(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
  }

  /**
   * Reads a document's id.
   *
   * @throws IllegalArgumentException if {@code hex} is not 32 hexadecimal digits
   */
  public static Hash128 parse(String hex) {
    if (hex.length() != HEX_DIGITS) {
      throw new IllegalArgumentException(
          "a document id has " + HEX_DIGITS + " hexadecimal digits, not '" + hex + "'");
    }
    return new Hash128(
        HexFormat.fromHexDigitsToLong(hex, 0, HEX_DIGITS / 2),
        HexFormat.fromHexDigitsToLong(hex, HEX_DIGITS / 2, HEX_DIGITS));
  }

  /** The smaller of two. */
  public static Hash128 min(Hash128 a, Hash128 b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Orders hashes as their hexadecimal forms order. */
  @Override
  public int compareTo(Hash128 other) {
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
