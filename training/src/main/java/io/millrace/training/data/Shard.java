package io.millrace.training.data;

import io.millrace.io.manifest.DataFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;

/**
 * A Parquet file of rows and how its rows are grouped.
 *
 * @param file where it is
 * @param sha256 of its bytes in hexadecimal, as its maker had it
 * @param rowGroupRows number of rows of each row group
 * @param idRanges token ids of each row group by the footer's statistics, where it has them
 */
record Shard(Path file, String sha256, List<Long> rowGroupRows, List<Optional<IdRange>> idRanges) {
  private static final String IDS = "input_ids";

  /** The least and the greatest token id. */
  record IdRange(int min, int max) {}

  /**
   * Reads a file's footer.
   *
   * @param folder of the data set
   * @param described what its manifest says of the file
   * @throws IOException if it is not there, not as long as described, or no Parquet file; the
   *     message names it
   */
  static Shard open(Path folder, DataFile described) throws IOException {
    Path file = folder.resolve(described.path());
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": not there, though the manifest names it");
    }
    if (Files.size(file) != described.bytes()) {
      throw new IOException(
          file
              + ": has "
              + Files.size(file)
              + " bytes, the manifest says "
              + described.bytes()
              + "; copy the data set again");
    }
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      List<Long> rows = new ArrayList<>();
      List<Optional<IdRange>> idRanges = new ArrayList<>();
      for (BlockMetaData rowGroup : reader.getFooter().getBlocks()) {
        rows.add(rowGroup.getRowCount());
        idRanges.add(idRange(rowGroup));
      }
      return new Shard(file, described.sha256(), List.copyOf(rows), List.copyOf(idRanges));
    } catch (RuntimeException e) {
      throw new IOException(file + ": not a readable Parquet file (" + e.getMessage() + ")", e);
    }
  }

  private static Optional<IdRange> idRange(BlockMetaData rowGroup) {
    for (ColumnChunkMetaData column : rowGroup.getColumns()) {
      if (column.getPath().toArray()[0].equals(IDS)
          && column.getStatistics() instanceof IntStatistics ids
          && ids.hasNonNullValue()) {
        return Optional.of(new IdRange(ids.getMin(), ids.getMax()));
      }
    }
    return Optional.empty();
  }

  /**
   * Requires that the vocabulary has all token ids, as far as the footer tells; row groups without
   * statistics pass.
   *
   * @param vocabularySize ids are from 0 to one less
   * @throws IOException if it has not; the message names the file, the row group and an id
   */
  void requireIdsWithin(int vocabularySize) throws IOException {
    for (int rowGroup = 0; rowGroup < idRanges.size(); rowGroup++) {
      IdRange ids = idRanges.get(rowGroup).orElse(new IdRange(0, 0));
      if (ids.min() < 0 || ids.max() >= vocabularySize) {
        throw new IOException(
            file
                + ": row group "
                + rowGroup
                + " has token id "
                + (ids.min() < 0 ? ids.min() : ids.max())
                + "; the vocabulary has "
                + vocabularySize
                + " ids, 0 to "
                + (vocabularySize - 1)
                + "; encode the data set again with the tokenizer that its manifest names");
      }
    }
  }

  /**
   * Requires that the file is what its maker wrote.
   *
   * @throws IOException if it is not; the message names it
   */
  void verify() throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!actual.equals(sha256)) {
      throw new IOException(
          file
              + ": its checksum is "
              + actual
              + ", the manifest says "
              + sha256
              + "; copy the data set again");
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
