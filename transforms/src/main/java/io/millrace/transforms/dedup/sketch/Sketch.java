package io.millrace.transforms.dedup.sketch;

import java.util.Arrays;

/**
 * Eight bits of each component of a signature, enough to tell how similar two documents are (Li and
 * König, <i>b-Bit Minwise Hashing</i>, WWW 2010). Immutable.
 */
public final class Sketch {
  /** How often components agree whose hashes do not. */
  private static final double CHANCE = 1.0 / 256;

  private final byte[] bytes;

  /**
   * @param bytes one a component; not changed afterwards
   */
  Sketch(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A sketch read back. */
  public static Sketch ofBytes(byte[] bytes) {
    return new Sketch(bytes.clone());
  }

  /** A byte a component. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * Estimates the Jaccard similarity of two documents' shingles, without bias. With k components
   * the standard error is near √(s (1 − s) / k): 0.04 at s = 0.75, k = 112.
   *
   * @return 1 for equal sketches; may be a little below 0 for unrelated ones
   */
  public double similarity(Sketch other) {
    int equal = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == other.bytes[i]) {
        equal++;
      }
    }
    return ((double) equal / bytes.length - CHANCE) / (1 - CHANCE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sketch that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
