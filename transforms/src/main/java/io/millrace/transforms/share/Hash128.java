package io.millrace.transforms.share;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.millrace.io.document.DocumentId;

/**
 * A 128-bit hash: a document's id, or what stands for its text, its address or its place in a file.
 *
 * @param high the most significant 64 bits
 * @param low the least significant 64 bits
 */
public record Hash128(long high, long low) implements Comparable<Hash128> {
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
    DocumentId id = DocumentId.parse(hex);
    return new Hash128(id.high(), id.low());
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
    return new DocumentId(high, low).toString();
  }
}
