package io.millrace.io.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Reads the rows of one Parquet file in order. */
public final class ShardReader implements Closeable {
  private final String name;
  private final ParquetReader<GenericRecord> reader;

  /**
   * Opens a file.
   *
   * @param channel its bytes; closed with this reader
   * @param name what to call it in errors
   * @throws IOException if it is no Parquet file; the message names it
   */
  public ShardReader(SeekableByteChannel channel, String name) throws IOException {
    this.name = name;
    InputFile input = new ChannelInput(channel);
    try {
      requireColumnsWithin(input);
      reader =
          AvroParquetReader.<GenericRecord>builder(input, new PlainParquetConfiguration())
              .withDataModel(GenericData.get())
              .usePageChecksumVerification()
              .build();
    } catch (RuntimeException | IOException e) {
      throw new IOException(name + ": not a readable Parquet file (" + e.getMessage() + ")", e);
    }
  }

  /**
   * A damaged footer may name any size, and Parquet's reader sets aside as much memory as it names.
   */
  private static void requireColumnsWithin(InputFile input) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    // The stream is the channel's, which stays open for the rows.
    ParquetMetadata footer = ParquetFileReader.readFooter(input, options, input.newStream());
    for (BlockMetaData rowGroup : footer.getBlocks()) {
      for (ColumnChunkMetaData column : rowGroup.getColumns()) {
        long start = column.getStartingPos();
        long bytes = column.getTotalSize();
        if (start < 0 || bytes < 0 || bytes > input.getLength() - start) {
          throw new IllegalArgumentException(
              column.getPath() + " has " + bytes + " bytes from byte " + start + " on");
        }
      }
    }
  }

  /**
   * The next row.
   *
   * @return null after the last
   * @throws IOException if the file is damaged; the message names it
   */
  public GenericRecord read() throws IOException {
    try {
      return reader.read();
    } catch (RuntimeException | IOException e) {
      throw new IOException(name + ": damaged Parquet file (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private record ChannelInput(SeekableByteChannel channel) implements InputFile {
    @Override
    public long getLength() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableInputStream newStream() {
      return new DelegatingSeekableInputStream(Channels.newInputStream(channel)) {
        @Override
        public long getPos() throws IOException {
          return channel.position();
        }

        @Override
        public void seek(long position) throws IOException {
          channel.position(position);
        }
      };
    }
  }
}
