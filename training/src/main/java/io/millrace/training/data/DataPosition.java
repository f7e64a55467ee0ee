package io.millrace.training.data;

/**
 * The next row to be read. Between global batches it says all: sequences that were read but not yet
 * packed are read again.
 *
 * @param epoch passes over the data already finished
 * @param shard index of the file, in the order of the names
 * @param rowGroup in the file
 * @param row in the row group
 */
public record DataPosition(int epoch, int shard, int rowGroup, long row) {
  /** The first row of all. */
  public static final DataPosition START = new DataPosition(0, 0, 0, 0);

  /** Checks that nothing is negative. */
  public DataPosition {
    if (epoch < 0 || shard < 0 || rowGroup < 0 || row < 0) {
      throw new IllegalArgumentException(
          "no position: " + epoch + ", " + shard + ", " + rowGroup + ", " + row);
    }
  }
}
