package io.millrace.transforms.language.fasttext;

/** The output matrix of a flat output layer. */
@FunctionalInterface
interface LabelWeights {
  /** The product of every row and a vector, each summed from first to last column. */
  float[] multiply(float[] vector);

  /**
   * Lays a matrix out for multiplication: a dense one is copied to the heap by columns, so that the
   * sums of many labels go on side by side while each keeps its order.
   */
  static LabelWeights of(Matrix matrix) {
    int labels = (int) matrix.rows();
    if (matrix instanceof QuantizedMatrix) {
      return vector -> multiplyRows(matrix, labels, vector);
    }
    float[][] columns = new float[matrix.columns()][labels];
    float[] row = new float[matrix.columns()];
    for (int label = 0; label < labels; label++) {
      matrix.readRow(label, row);
      for (int column = 0; column < row.length; column++) {
        columns[column][label] = row[column];
      }
    }
    return vector -> multiplyColumns(columns, labels, vector);
  }

  private static float[] multiplyRows(Matrix matrix, int labels, float[] vector) {
    float[] products = new float[labels];
    for (int label = 0; label < labels; label++) {
      products[label] = matrix.dot(label, vector);
    }
    return products;
  }

  private static float[] multiplyColumns(float[][] columns, int labels, float[] vector) {
    float[] sums = new float[labels];
    for (int column = 0; column < columns.length; column++) {
      addScaled(sums, columns[column], vector[column]);
    }
    return sums;
  }

  private static void addScaled(float[] sums, float[] weights, float factor) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weights[i] * factor;
    }
  }
}
