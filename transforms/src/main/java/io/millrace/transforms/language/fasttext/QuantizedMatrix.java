package io.millrace.transforms.language.fasttext;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A matrix of product-quantised rows, their norms quantised apart or not. */
final class QuantizedMatrix implements Matrix {
  private final long rows;
  private final ByteBuffer codes;
  private final ProductQuantizer quantizer;

  /** Both null where norms are not apart. */
  private final ByteBuffer normCodes;

  private final ProductQuantizer normQuantizer;

  private QuantizedMatrix(
      long rows,
      ByteBuffer codes,
      ProductQuantizer quantizer,
      ByteBuffer normCodes,
      ProductQuantizer normQuantizer) {
    this.rows = rows;
    this.codes = codes;
    this.quantizer = quantizer;
    this.normCodes = normCodes;
    this.normQuantizer = normQuantizer;
  }

  static QuantizedMatrix read(ModelFile file, String what) throws IOException {
    boolean hasNorms = file.readFlag(what + "'s qnorm");
    long rows = file.readLong(what + "'s rows");
    long columns = file.readLong(what + "'s columns");
    int codeBytes = file.readInt(what + "'s code size");
    ByteBuffer codes = file.mapNext(codeBytes, what + "'s codes");
    ProductQuantizer quantizer = ProductQuantizer.read(file, what + "'s quantizer");
    if (rows < 1
        || columns != quantizer.dimension()
        || codeBytes != file.product(rows, quantizer.parts(), what)) {
      throw file.error(
          what + " of " + rows + " x " + columns + " does not fit its " + codeBytes + " codes");
    }
    if (!hasNorms) {
      return new QuantizedMatrix(rows, codes, quantizer, null, null);
    }
    ByteBuffer normCodes = file.mapNext(rows, what + "'s norm codes");
    ProductQuantizer normQuantizer = ProductQuantizer.read(file, what + "'s norm quantizer");
    if (normQuantizer.dimension() != 1) {
      throw file.error(what + "'s norms have " + normQuantizer.dimension() + " dimensions");
    }
    return new QuantizedMatrix(rows, codes, quantizer, normCodes, normQuantizer);
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public int columns() {
    return quantizer.dimension();
  }

  @Override
  public void readRow(int row, float[] into) {
    quantizer.decode(codes, row * quantizer.parts(), norm(row), into);
  }

  @Override
  public float dot(int row, float[] vector) {
    return quantizer.dot(codes, row * quantizer.parts(), vector) * norm(row);
  }

  private float norm(int row) {
    return normCodes == null ? 1 : normQuantizer.scalar(normCodes.get(row));
  }
}
