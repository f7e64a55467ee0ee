package io.millrace.io.shard;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.generic.GenericRecord;

/** Writes the records of one file, whatever its container. */
public interface RecordWriter extends Closeable {
  /**
   * Appends a record.
   *
   * @param row of this writer's schema
   * @throws IOException if it cannot be written
   */
  void write(GenericRecord row) throws IOException;

  /** Records written so far. */
  long rows();

  /** The file's length; known after {@link #close()}. */
  long bytes();

  /** The file's SHA-256 in hexadecimal; known after {@link #close()}. */
  String sha256();

  /**
   * Starts a file in the schema's container: Avro for dead letters, Parquet for everything else.
   *
   * @param out receives the bytes; closed with the writer
   * @param schema the records' type
   * @param rowGroupRows records of each Parquet row group but the last
   * @throws IOException if nothing can be written
   */
  static RecordWriter open(OutputStream out, ShardSchema schema, int rowGroupRows)
      throws IOException {
    return schema.container() == ShardSchema.Container.AVRO
        ? new AvroFileWriter(out, schema)
        : new ShardWriter(out, schema, rowGroupRows);
  }
}
