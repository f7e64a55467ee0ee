package io.millrace.io.shard;

import java.io.IOException;
import java.io.OutputStream;
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
public final class ShardWriter implements RecordWriter {
  /** Parquet's own limit on a row group, far above what a row group of fixed rows reaches. */
  private static final long MAX_ROW_GROUP_BYTES = 1L << 30;

  /**
   * How much of a least or greatest text is in the footer, as in page indexes: Parquet's writer
   * leaves out a column's statistics, the number of nulls with them, where they exceed 4,096 bytes.
   */
  private static final int STATISTICS_BYTES = 64;

  private final HashingOutput output;
  private final ParquetWriter<GenericRecord> writer;
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
    output = new HashingOutput(out);
    writer =
        AvroParquetWriter.<GenericRecord>builder(new StreamFile(output))
            .withSchema(schema.avro())
            .withDataModel(GenericData.get())
            .withConf(configuration())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(MAX_ROW_GROUP_BYTES)
            .withRowGroupRowCountLimit(rowGroupRows)
            .withPageWriteChecksumEnabled(true)
            .withStatisticsTruncateLength(STATISTICS_BYTES)
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

  @Override
  public void write(GenericRecord row) throws IOException {
    writer.write(row);
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

  /** A stream as Parquet wants it: a file that is created and knows its position. */
  private record StreamFile(HashingOutput output) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return output.bytes();
        }

        @Override
        public void write(int b) throws IOException {
          output.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          output.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
          output.flush();
        }

        @Override
        public void close() throws IOException {
          output.close();
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
