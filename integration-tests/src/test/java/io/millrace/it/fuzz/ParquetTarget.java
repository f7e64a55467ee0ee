package io.millrace.it.fuzz;

import io.millrace.io.shard.ShardReader;
import io.millrace.io.shard.ShardSchema;
import io.millrace.io.shard.ShardWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Parquet shards, mostly damaged in the footer. */
final class ParquetTarget implements FuzzTarget {
  private static final int ROWS = 12;
  private static final int ROW_GROUP_ROWS = 5;

  /** A file ends with the footer, its length and the magic number. */
  private static final int TRAILER_BYTES = 8;

  private final byte[] shard;
  private final int footerStart;

  ParquetTarget() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ShardWriter writer = new ShardWriter(bytes, ShardSchema.SEQUENCE, ROW_GROUP_ROWS)) {
      for (int row = 0; row < ROWS; row++) {
        writer.write(row(row));
      }
    }
    shard = bytes.toByteArray();
    int length =
        ByteBuffer.wrap(shard).order(ByteOrder.LITTLE_ENDIAN).getInt(shard.length - TRAILER_BYTES);
    footerStart = shard.length - TRAILER_BYTES - length;
  }

  private static GenericRecord row(int number) {
    GenericRecord row = new GenericData.Record(ShardSchema.SEQUENCE.avro());
    row.put("input_ids", IntStream.range(0, 20 + number).map(i -> i * i % 257).boxed().toList());
    row.put("bytes", 19L + number);
    row.put("id", "document-" + number);
    row.put("language", "eng_Latn");
    row.put("copy", 0);
    row.put("phase", 0);
    return row;
  }

  @Override
  public String title() {
    return "Parquet";
  }

  @Override
  public String fileName() {
    return "mutant.parquet";
  }

  @Override
  public byte[] mutant(Random random) {
    Mutator mutator =
        new Mutator(random, List.of("PAR1", "PARE", "\0", "\u0019\u00fc", "input_ids"));
    return random.nextInt(4) == 0
        ? mutator.mutate(shard, 0, footerStart)
        : mutator.mutate(shard, footerStart, shard.length);
  }

  @Override
  public Outcome read(Path file) throws Exception {
    return FuzzTarget.refusing(file, IOException.class, () -> readAll(file));
  }

  private void readAll(Path file) throws IOException {
    try (ShardReader reader = new ShardReader(FileChannel.open(file), file.toString())) {
      int rows = 0;
      while (reader.read() != null) {
        rows++;
      }
      if (rows > ROWS) {
        throw new IllegalStateException(rows + " rows of a file of " + ROWS);
      }
    }
  }
}
