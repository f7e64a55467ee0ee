package io.millrace.transforms.language.fasttext;

import java.io.IOException;

/** A matrix of a model, read-only and safe for many threads. */
interface Matrix {
  /** Number of rows. */
  long rows();

  /** Number of columns. */
  int columns();

  /**
   * Copies a row.
   *
   * @param row 0 to rows − 1
   * @param into receives {@code columns} values
   */
  void readRow(int row, float[] into);

  /**
   * The product of a row and a vector, summed in single precision from the first column to the
   * last, as fastText does: another order would round otherwise.
   *
   * @param vector of {@code columns} values
   */
  float dot(int row, float[] vector);

  /** Reads the matrix at the file's position. */
  static Matrix read(ModelFile file, MatrixKind kind, String what) throws IOException {
    return kind == MatrixKind.QUANTIZED
        ? QuantizedMatrix.read(file, what)
        : DenseMatrix.read(file, what);
  }

  /** How the weights of a matrix are stored. */
  enum MatrixKind {
    DENSE,
    QUANTIZED;

    /** Reads the flag in front of a matrix. */
    static MatrixKind read(ModelFile file, String what) throws IOException {
      return file.readFlag(what) ? QUANTIZED : DENSE;
    }
  }
}
