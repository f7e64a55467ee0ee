package io.millrace.io.shard;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Writes one Avro file, with a fixed sync marker so that equal records give equal bytes. */
final class AvroFileWriter implements RecordWriter {
  private static final byte[] SYNC_MARKER =
      "millrace-records".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final int ZSTD_LEVEL = 3;

  private final HashingOutput output;
  private final DataFileWriter<GenericRecord> writer;
  private long rows;

  AvroFileWriter(OutputStream out, ShardSchema schema) throws IOException {
    output = new HashingOutput(out);
    writer = new DataFileWriter<>(new GenericDatumWriter<>(schema.avro()));
    writer.setCodec(CodecFactory.zstandardCodec(ZSTD_LEVEL));
    writer.create(schema.avro(), output, SYNC_MARKER);
  }

  @Override
  public void write(GenericRecord row) throws IOException {
    writer.append(row);
    rows++;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public long bytes() {
    return output.bytes();
  }

  @Override
  public String sha256() {
    return output.sha256();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
