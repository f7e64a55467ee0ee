package io.millrace.transforms.language.fasttext;

/** The mean of the input rows of one text, added up in the order in which they come. */
final class TextVector {
  private final Matrix rows;
  private final float[] sum;
  private final float[] row;
  private long count;

  TextVector(Matrix rows) {
    this.rows = rows;
    this.sum = new float[rows.columns()];
    this.row = new float[rows.columns()];
  }

  void add(int rowNumber) {
    rows.readRow(rowNumber, row);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += row[i];
    }
    count++;
  }

  /** Whether no row was added: such a text has no prediction. */
  boolean isEmpty() {
    return count == 0;
  }

  /** The mean, which ends the use of this object. */
  float[] mean() {
    float factor = (float) (1.0 / count);
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= factor;
    }
    return sum;
  }
}
