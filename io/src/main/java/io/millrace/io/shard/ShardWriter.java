package io.millrace.io.shard;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Writes one Parquet file: zstd, page checksums and indexes, row groups of a fixed number of rows,
 * so that equal rows give equal bytes wherever they are written.
 */
public final class ShardWriter implements Closeable {
  /** Parquet's own limit on a row group, far above what a row group of fixed rows reaches. */
  private static final long MAX_ROW_GROUP_BYTES = 1L << 30;

  private final ParquetWriter<GenericRecord> writer;
  private final CountingOutput output;
  private long rows;

  /**
   * Starts a file.
   *
   * @param out receives the bytes; closed with this writer
   * @param schema the rows' type
   * @param rowGroupRows rows of each row group but the last, at least 1
   * @throws IOException if nothing can be written
   */
  public ShardWriter(OutputStream out, ShardSchema schema, int rowGroupRows) throws IOException {
    output = new CountingOutput(new DigestOutputStream(out, sha256Digest()));
    writer =
        AvroParquetWriter.<GenericRecord>builder(output)
            .withSchema(schema.avro())
            .withDataModel(GenericData.get())
            .withConf(configuration())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(MAX_ROW_GROUP_BYTES)
            .withRowGroupRowCountLimit(rowGroupRows)
            .withPageWriteChecksumEnabled(true)
            .withExtraMetaData(
                Map.of("millrace.format_version", String.valueOf(ShardSchema.FORMAT_VERSION)))
            .build();
  }

  private static PlainParquetConfiguration configuration() {
    PlainParquetConfiguration configuration = new PlainParquetConfiguration();
    // The list layout of the Parquet specification, which every reader knows.
    configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
    return configuration;
  }

  /**
   * Appends a row.
   *
   * @param row of this writer's schema
   * @throws IOException if it cannot be written
   */
  public void write(GenericRecord row) throws IOException {
    writer.write(row);
    rows++;
  }

  /** Rows written so far. */
  public long rows() {
    return rows;
  }

  /** The file's length; known after {@link #close()}. */
  public long bytes() {
    return output.position;
  }

  /** The file's SHA-256 in hexadecimal; known after {@link #close()}, and to be asked for once. */
  public String sha256() {
    return HexFormat.of().formatHex(output.digest.getMessageDigest().digest());
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A stream as Parquet wants it: one that knows its position. */
  private static final class CountingOutput implements OutputFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private final DigestOutputStream digest;
    private long position;

    CountingOutput(DigestOutputStream digest) {
      this.digest = digest;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
      OutputStream buffered = new BufferedOutputStream(digest, BUFFER_BYTES);
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return position;
        }

        @Override
        public void write(int b) throws IOException {
          buffered.write(b);
          position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          buffered.write(bytes, offset, length);
          position += length;
        }

        @Override
        public void flush() throws IOException {
          buffered.flush();
        }

        @Override
        public void close() throws IOException {
          buffered.close();
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
