package io.millrace.transforms.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * A record on its way to a file: where it belongs, and where in it.
 *
 * @param prefix begins the file's path below the output: its folder, and what its name begins with,
 *     such as {@code train/} or {@code train/phase-1-}
 * @param order places the row: its file is a range of orders, compared unsigned, and within it rows
 *     lie in this order
 * @param tieBreak orders rows of equal {@code order}
 * @param bytes what the row adds to its file's size, uncompressed
 * @param tokens what the row adds to its file's tokens
 * @param record the record in Avro's binary encoding
 */
public record ShardRow(
    String prefix, long order, String tieBreak, long bytes, long tokens, byte[] record) {

  /** A record in Avro's binary encoding. */
  public static byte[] encode(GenericRecord record) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
