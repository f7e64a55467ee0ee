package io.millrace.transforms.dedup.sketch;

import java.io.Serializable;

/**
 * How signatures are made. Signatures can be compared only if they were made in the same way.
 *
 * @param bands how they are cut
 * @param shingleWords words of a shingle, at least 1
 * @param version of everything else that they depend on
 */
public record SketchScheme(LshBands bands, int shingleWords, String version)
    implements Serializable {
  /** The version that {@link #signature} makes. */
  public static final String VERSION =
      "normalizer-"
          + TextNormalizer.VERSION
          + " shingles-"
          + Shingles.VERSION
          + " minhash-"
          + MinHashSignature.VERSION;

  /** Rejects shingles of nothing. */
  public SketchScheme {
    if (shingleWords < 1) {
      throw new IllegalArgumentException("a shingle has a word at least, not " + shingleWords);
    }
  }

  /** The present version. */
  public static SketchScheme of(LshBands bands, int shingleWords) {
    return new SketchScheme(bands, shingleWords, VERSION);
  }

  /**
   * The signature of a text.
   *
   * @param text as it was
   * @param normalized the same by {@link TextNormalizer}
   * @return empty if the text has fewer words than a shingle
   */
  public MinHashSignature signature(String text, String normalized) {
    return MinHashSignature.of(
        Shingles.hashes(SpacedText.of(text, normalized), shingleWords), bands.components());
  }

  /**
   * Requires that signatures made in another run can be compared with those of this scheme.
   *
   * @param other how they were made
   * @param source where they are, for the message
   * @throws IllegalArgumentException if they cannot
   */
  public void requireSame(SketchScheme other, String source) {
    if (!equals(other)) {
      throw new IllegalArgumentException(
          source
              + " holds signatures made by "
              + other
              + ", this run makes them by "
              + this
              + ": give the same options and version, or leave the known signatures out");
    }
  }

  @Override
  public String toString() {
    return bands.bands()
        + " bands of "
        + bands.rows()
        + " rows, shingles of "
        + shingleWords
        + " words ("
        + version
        + ")";
  }
}
