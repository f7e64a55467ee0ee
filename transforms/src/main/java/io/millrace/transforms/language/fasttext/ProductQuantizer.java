package io.millrace.transforms.language.fasttext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Vectors cut into parts, each part one of 256 centroids (Jégou et al., "Product quantization for
 * nearest neighbor search", 2011; Joulin et al., "FastText.zip", arXiv 1612.03651).
 */
final class ProductQuantizer {
  private static final int CENTROIDS = 256;

  private final int dimension;
  private final int parts;
  private final int partLength;
  private final int lastPartLength;
  private final float[] centroids;

  private ProductQuantizer(
      int dimension, int parts, int partLength, int lastPartLength, float[] centroids) {
    this.dimension = dimension;
    this.parts = parts;
    this.partLength = partLength;
    this.lastPartLength = lastPartLength;
    this.centroids = centroids;
  }

  static ProductQuantizer read(ModelFile file, String what) throws IOException {
    int dimension = file.readInt(what + "'s dimension");
    int parts = file.readInt(what + "'s number of parts");
    int partLength = file.readInt(what + "'s part length");
    int lastPartLength = file.readInt(what + "'s last part length");
    boolean fits =
        dimension >= 1
            && partLength >= 1
            && parts == (dimension + (long) partLength - 1) / partLength
            && lastPartLength == dimension - (long) (parts - 1) * partLength;
    if (!fits) {
      throw file.error(
          String.format(
              Locale.ROOT,
              "%s: %d values do not make %d parts of %d, the last of %d",
              what,
              dimension,
              parts,
              partLength,
              lastPartLength));
    }
    float[] centroids = file.readFloats((long) dimension * CENTROIDS, what + "'s centroids");
    return new ProductQuantizer(dimension, parts, partLength, lastPartLength, centroids);
  }

  int dimension() {
    return dimension;
  }

  /** Number of parts, which is the number of code bytes of a vector. */
  int parts() {
    return parts;
  }

  /**
   * Writes the vector that codes stand for, times a factor.
   *
   * @param codes holds the codes of many vectors
   * @param start index of this vector's first code
   */
  void decode(ByteBuffer codes, int start, float factor, float[] into) {
    for (int part = 0; part < parts; part++) {
      int centroid = centroidStart(part, codes.get(start + part));
      int first = part * partLength;
      int length = lengthOf(part);
      for (int i = 0; i < length; i++) {
        into[first + i] = factor * centroids[centroid + i];
      }
    }
  }

  /** The product of a coded vector and another one, summed from the first value to the last. */
  float dot(ByteBuffer codes, int start, float[] vector) {
    float sum = 0;
    for (int part = 0; part < parts; part++) {
      int centroid = centroidStart(part, codes.get(start + part));
      int first = part * partLength;
      int length = lengthOf(part);
      for (int i = 0; i < length; i++) {
        sum += vector[first + i] * centroids[centroid + i];
      }
    }
    return sum;
  }

  /** The single value that a code of a one-dimensional quantizer stands for. */
  float scalar(byte code) {
    return centroids[code & 0xFF];
  }

  private int lengthOf(int part) {
    return part == parts - 1 ? lastPartLength : partLength;
  }

  private int centroidStart(int part, byte code) {
    return part * CENTROIDS * partLength + (code & 0xFF) * lengthOf(part);
  }
}
