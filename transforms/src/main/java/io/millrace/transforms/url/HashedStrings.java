package io.millrace.transforms.url;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A set of strings in 8 bytes each: their sorted 64-bit hashes. A string that is not in a set of
 * {@code n} is taken for a member with probability n / 2^64.
 */
final class HashedStrings implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private final long[] hashes;

  private HashedStrings(long[] hashes) {
    this.hashes = hashes;
  }

  static HashedStrings of(Stream<String> strings) {
    LongStream hashes = strings.mapToLong(HASHER::hashCharsToLong);
    return new HashedStrings(hashes.sorted().distinct().toArray());
  }

  boolean contains(String string) {
    return Arrays.binarySearch(hashes, HASHER.hashCharsToLong(string)) >= 0;
  }

  int size() {
    return hashes.length;
  }
}
