package io.millrace.transforms.language.fasttext;

import java.io.IOException;
import java.nio.FloatBuffer;

/** A matrix of single-precision floats that stays in the mapped file, of any size. */
final class DenseMatrix implements Matrix {
  private static final long MAX_BLOCK_BYTES = 1 << 30;

  private final long rows;
  private final int columns;
  private final int rowsPerBlock;
  private final FloatBuffer[] blocks;

  private DenseMatrix(long rows, int columns, int rowsPerBlock) {
    this.rows = rows;
    this.columns = columns;
    this.rowsPerBlock = rowsPerBlock;
    this.blocks = new FloatBuffer[(int) ((rows + rowsPerBlock - 1) / rowsPerBlock)];
  }

  static DenseMatrix read(ModelFile file, String what) throws IOException {
    long rows = file.readLong(what + "'s rows");
    long columns = file.readLong(what + "'s columns");
    long rowBytes = file.product(columns, Float.BYTES, what);
    file.requireLeft(file.product(rows, rowBytes, what), what);
    if (rows < 1 || columns < 1 || rows > Integer.MAX_VALUE || rowBytes > MAX_BLOCK_BYTES) {
      throw file.error(what + " has an impossible size: " + rows + " x " + columns);
    }
    DenseMatrix matrix =
        new DenseMatrix(rows, (int) columns, (int) Math.min(rows, MAX_BLOCK_BYTES / rowBytes));
    for (int block = 0; block < matrix.blocks.length; block++) {
      long firstRow = (long) block * matrix.rowsPerBlock;
      long blockRows = Math.min(matrix.rowsPerBlock, rows - firstRow);
      matrix.blocks[block] = file.mapNext(blockRows * rowBytes, what).asFloatBuffer();
    }
    return matrix;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void readRow(int row, float[] into) {
    blocks[row / rowsPerBlock].get(row % rowsPerBlock * columns, into, 0, columns);
  }

  @Override
  public float dot(int row, float[] vector) {
    FloatBuffer block = blocks[row / rowsPerBlock];
    int start = row % rowsPerBlock * columns;
    float sum = 0;
    for (int column = 0; column < columns; column++) {
      sum += block.get(start + column) * vector[column];
    }
    return sum;
  }
}
