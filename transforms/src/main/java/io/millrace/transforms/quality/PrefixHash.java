package io.millrace.transforms.quality;

/**
 * Polynomial hashes modulo 2^61 - 1 (Karp and Rabin, 1987) of a growing text, from which the hash
 * of any stretch between two appends follows in constant time. Two stretches have equal hashes if
 * and, but for one pair in 10^18, only if their characters are equal, wherever their parts begin.
 */
final class PrefixHash {
  private static final long MODULUS = (1L << 61) - 1;
  // Any number far from 0 and from the modulus will do; fixed, so that results never vary.
  private static final long BASE = 0x0A1B_3C5D_7E9F_2468L;
  private static final long[] POWERS = powers(1024);

  private final long[] hashes;
  private final long[] lengths;
  private int parts;

  /**
   * @param capacity the most parts that will be appended
   */
  PrefixHash(int capacity) {
    hashes = new long[capacity + 1];
    lengths = new long[capacity + 1];
  }

  /** The hash of one part, to be appended once or more often. */
  static long hash(CharSequence part) {
    long hash = 0;
    for (int i = 0; i < part.length(); i++) {
      hash = extend(hash, part.charAt(i));
    }
    return hash;
  }

  /** The hash of a part of hash {@code hash} with one more character. */
  static long extend(long hash, char next) {
    // Adding 1 keeps a leading NUL from vanishing.
    return add(multiply(hash, BASE), next + 1L);
  }

  /** Appends a part of {@code length} characters. */
  void append(long hash, int length) {
    hashes[parts + 1] = add(multiply(hashes[parts], power(length)), hash);
    lengths[parts + 1] = lengths[parts] + length;
    parts++;
  }

  /** The hash of the parts from {@code from} up to, not including, {@code to}. */
  long between(int from, int to) {
    long shifted = multiply(hashes[from], power(lengths[to] - lengths[from]));
    return add(hashes[to], MODULUS - shifted);
  }

  private static long power(long exponent) {
    if (exponent < POWERS.length) {
      return POWERS[(int) exponent];
    }
    long half = power(exponent / 2);
    long square = multiply(half, half);
    return exponent % 2 == 0 ? square : multiply(square, BASE);
  }

  private static long[] powers(int count) {
    long[] powers = new long[count];
    powers[0] = 1;
    for (int i = 1; i < count; i++) {
      powers[i] = multiply(powers[i - 1], BASE);
    }
    return powers;
  }

  private static long add(long a, long b) {
    long sum = a + b;
    return sum >= MODULUS ? sum - MODULUS : sum;
  }

  private static long multiply(long a, long b) {
    long low = a * b;
    long high = Math.multiplyHigh(a, b);
    return add(low & MODULUS, low >>> 61 | high << 3);
  }
}
