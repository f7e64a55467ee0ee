package io.millrace.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.LocalInputFile;

/**
 * A Parquet file of rows and how its rows are grouped.
 *
 * @param file where it is
 * @param rowGroupRows number of rows of each row group
 */
record Shard(Path file, List<Long> rowGroupRows) {

  /**
   * Reads a file's footer.
   *
   * @throws IOException if it is no Parquet file; the message names it
   */
  static Shard open(Path file) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      List<Long> rows = new ArrayList<>();
      for (BlockMetaData rowGroup : reader.getFooter().getBlocks()) {
        rows.add(rowGroup.getRowCount());
      }
      return new Shard(file, List.copyOf(rows));
    } catch (RuntimeException e) {
      throw new IOException(file + ": not a readable Parquet file (" + e.getMessage() + ")", e);
    }
  }

  /** Number of rows. */
  long rows() {
    return rowGroupRows.stream().mapToLong(Long::longValue).sum();
  }

  /** Rows before a row group. */
  long rowsBefore(int rowGroup) {
    return rowGroupRows.subList(0, rowGroup).stream().mapToLong(Long::longValue).sum();
  }
}
