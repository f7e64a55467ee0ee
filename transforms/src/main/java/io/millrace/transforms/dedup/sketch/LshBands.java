package io.millrace.transforms.dedup.sketch;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.Serializable;

/**
 * How a signature is cut into bands: two documents are compared if they agree in all rows of some
 * band (Leskovec, Rajaraman, Ullman, <i>Mining of Massive Datasets</i>, section 3.4).
 *
 * @param bands how many, at least 1
 * @param rows components of a band, at least 1
 */
public record LshBands(int bands, int rows) implements Serializable {
  /** 14 bands of 8 rows, as FineWeb and FineWeb2 have it (arXiv 2406.17557, section 3.4). */
  public static final LshBands FINEWEB = new LshBands(14, 8);

  /** Rejects bands of nothing. */
  public LshBands {
    if (bands < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "there must be a band and a row at least, not " + bands + " x " + rows);
    }
  }

  /** Components of a signature. */
  public int components() {
    return bands * rows;
  }

  /**
   * How likely two documents are to share a band.
   *
   * @param similarity the Jaccard similarity of their shingles, from 0 to 1
   */
  public double probability(double similarity) {
    return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
  }

  /**
   * A key for each band: those of two signatures agree if the bands do, and hardly ever else.
   *
   * @param language kept apart from every other
   * @param signature with {@link #components} components
   */
  public long[] keys(String language, MinHashSignature signature) {
    long[] keys = new long[bands];
    HashStream64 stream = Hashing.xxh3_64().hashStream();
    for (int band = 0; band < bands; band++) {
      stream.reset().putString(language).putInt(band);
      for (int row = 0; row < rows; row++) {
        stream.putInt(signature.component(band * rows + row));
      }
      keys[band] = stream.getAsLong();
    }
    return keys;
  }
}
