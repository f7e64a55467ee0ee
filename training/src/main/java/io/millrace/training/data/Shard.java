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
import org.apache.parquet.io.InputFile;

/**
 * A Parquet file of rows and how its rows are grouped.
 *
 * @param file where it is, or will be once it is copied there
 * @param sha256 of its bytes in hexadecimal, as its maker had it
 * @param tokens number of token ids in the file
 * @param rowGroupRows number of rows of each row group
 * @param idRanges token ids of each row group by the footer's statistics, where it has them
 */
record Shard(
    Path file,
    String sha256,
    long tokens,
    List<Long> rowGroupRows,
    List<Optional<IdRange>> idRanges) {
  private static final String IDS = "input_ids";

  /** The least and the greatest token id. */
  record IdRange(int min, int max) {}

  /**
   * Reads a file's footer.
   *
   * @param files of the data set
   * @param described what its manifest says of the file
   * @throws IOException if it is not there, not as long as described, no Parquet file, or has not
   *     as many rows as described; the message names it
   */
  static Shard open(ShardFiles files, DataFile described) throws IOException {
    InputFile footer = files.footer(described);
    String name = files.name(described);
    if (footer.getLength() != described.bytes()) {
      throw new IOException(
          name
              + ": has "
              + footer.getLength()
              + " bytes, the manifest says "
              + described.bytes()
              + "; copy the data set again");
    }
    Shard shard = readFooter(footer, name, files.path(described), described.sha256());
    if (shard.rows() != described.rows()) {
      throw new IOException(
          name
              + ": has "
              + shard.rows()
              + " rows, the manifest says "
              + described.rows()
              + "; copy the data set again");
    }
    return shard;
  }

  private static Shard readFooter(InputFile footer, String name, Path file, String sha256)
      throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader = ParquetFileReader.open(footer, options)) {
      long tokens = 0;
      List<Long> rows = new ArrayList<>();
      List<Optional<IdRange>> idRanges = new ArrayList<>();
      for (BlockMetaData rowGroup : reader.getFooter().getBlocks()) {
        Optional<ColumnChunkMetaData> ids = ids(rowGroup);
        tokens += ids.map(ColumnChunkMetaData::getValueCount).orElse(0L);
        rows.add(rowGroup.getRowCount());
        idRanges.add(ids.flatMap(Shard::idRange));
      }
      return new Shard(file, sha256, tokens, List.copyOf(rows), List.copyOf(idRanges));
    } catch (RuntimeException e) {
      throw new IOException(name + ": not a readable Parquet file (" + e.getMessage() + ")", e);
    }
  }

  private static Optional<ColumnChunkMetaData> ids(BlockMetaData rowGroup) {
    return rowGroup.getColumns().stream()
        .filter(column -> column.getPath().toArray()[0].equals(IDS))
        .findFirst();
  }

  private static Optional<IdRange> idRange(ColumnChunkMetaData column) {
    return column.getStatistics() instanceof IntStatistics ids && ids.hasNonNullValue()
        ? Optional.of(new IdRange(ids.getMin(), ids.getMax()))
        : Optional.empty();
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
