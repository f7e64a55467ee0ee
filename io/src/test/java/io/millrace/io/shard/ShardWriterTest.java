package io.millrace.io.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardWriterTest {
  @TempDir Path folder;

  @Test
  void rowsComeBackAsTheyWereWritten() throws IOException {
    List<GenericRecord> rows = List.of(sequence("a", 1, 2, 256), sequence("ü", 256), sequence("c"));

    Path file = write(rows, 2);

    assertThat(read(file)).isEqualTo(rows);
  }

  @Test
  void equalRowsGiveEqualBytes() throws IOException {
    List<GenericRecord> rows = List.of(sequence("a", 1, 2, 256), sequence("b", 7, 256));

    assertThat(bytes(rows)).isEqualTo(bytes(rows));
  }

  @Test
  void rowGroupsHoldTheGivenNumberOfRows() throws IOException {
    Path file = write(List.of(sequence("a"), sequence("b"), sequence("c")), 2);

    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      assertThat(reader.getFooter().getBlocks())
          .extracting(BlockMetaData::getRowCount)
          .containsExactly(2L, 1L);
    }
  }

  @Test
  void lengthAndChecksumAreThoseOfTheFile() throws Exception {
    Path file = folder.resolve("shard.parquet");
    ShardWriter writer = new ShardWriter(Files.newOutputStream(file), ShardSchema.SEQUENCE, 10);
    try (writer) {
      writer.write(sequence("a", 1, 2, 3));
    }

    byte[] bytes = Files.readAllBytes(file);
    assertThat(writer.rows()).isEqualTo(1);
    assertThat(writer.bytes()).isEqualTo(bytes.length);
    assertThat(writer.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  @Test
  void aFileThatIsNoParquetIsNamedInTheError() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.parquet"), "not Parquet, only long enough");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("notes.parquet");
  }

  @Test
  void aTruncatedFileIsNamedInTheError() throws IOException {
    Path file = write(List.of(sequence("a", 1, 2, 3)), 1);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 10));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("shard.parquet");
  }

  @Test
  void anUnfinishedFileHasNoChecksum() throws IOException {
    try (ShardWriter writer =
        new ShardWriter(new ByteArrayOutputStream(), ShardSchema.SEQUENCE, 10)) {
      assertThatThrownBy(writer::sha256).isInstanceOf(IllegalStateException.class);
    }
  }

  private Path write(List<GenericRecord> rows, int rowGroupRows) throws IOException {
    Path file = folder.resolve("shard.parquet");
    try (ShardWriter writer =
        new ShardWriter(Files.newOutputStream(file), ShardSchema.SEQUENCE, rowGroupRows)) {
      for (GenericRecord row : rows) {
        writer.write(row);
      }
    }
    return file;
  }

  private static byte[] bytes(List<GenericRecord> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ShardWriter writer = new ShardWriter(out, ShardSchema.SEQUENCE, 10)) {
      for (GenericRecord row : rows) {
        writer.write(row);
      }
    }
    return out.toByteArray();
  }

  private static List<GenericRecord> read(Path file) throws IOException {
    List<GenericRecord> rows = new ArrayList<>();
    try (ShardReader reader = new ShardReader(FileChannel.open(file), file.toString())) {
      for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
        rows.add(normalised(row));
      }
    }
    return rows;
  }

  /** With strings instead of Avro's own text type. */
  private static GenericRecord normalised(GenericRecord row) {
    row.put("id", row.get("id").toString());
    row.put("language", row.get("language").toString());
    return row;
  }

  private static GenericRecord sequence(String id, Integer... inputIds) {
    GenericRecord row = new GenericData.Record(ShardSchema.SEQUENCE.avro());
    row.put("input_ids", List.of(inputIds));
    row.put("bytes", 5L);
    row.put("id", id);
    row.put("language", "deu_Latn");
    row.put("copy", 0);
    row.put("phase", 0);
    return row;
  }
}
