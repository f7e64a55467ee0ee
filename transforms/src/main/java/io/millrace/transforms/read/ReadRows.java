package io.millrace.transforms.read;

import io.millrace.io.shard.ShardReader;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads the rows of Parquet files that Millrace wrote.
 *
 * @param <T> what a row is read as
 */
public final class ReadRows<T> extends PTransform<PBegin, PCollection<T>> {
  private final List<String> paths;
  private final SerializableFunction<GenericRecord, T> parse;
  private final Coder<T> coder;

  private ReadRows(
      List<String> paths, SerializableFunction<GenericRecord, T> parse, Coder<T> coder) {
    this.paths = List.copyOf(paths);
    this.parse = parse;
    this.coder = coder;
  }

  /**
   * Reads files in any order.
   *
   * @param paths of Parquet files, on any file system that Beam knows
   * @param parse makes a value of a row
   * @param coder codes the values
   */
  public static <T> ReadRows<T> from(
      List<String> paths, SerializableFunction<GenericRecord, T> parse, Coder<T> coder) {
    return new ReadRows<>(paths, parse, coder);
  }

  @Override
  public PCollection<T> expand(PBegin begin) {
    return begin
        .apply("Paths", Create.of(paths).withCoder(StringUtf8Coder.of()))
        .apply("SpreadFiles", Reshuffle.viaRandomKey())
        .apply("ReadFile", ParDo.of(new ReadFileFn<>(parse)))
        .setCoder(coder);
  }

  private static final class ReadFileFn<T> extends DoFn<String, T> {
    private final SerializableFunction<GenericRecord, T> parse;

    ReadFileFn(SerializableFunction<GenericRecord, T> parse) {
      this.parse = parse;
    }

    @ProcessElement
    public void processElement(@Element String path, OutputReceiver<T> output) throws IOException {
      SeekableByteChannel file =
          (SeekableByteChannel) FileSystems.open(FileSystems.matchNewResource(path, false));
      try (ShardReader reader = new ShardReader(file, path)) {
        for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
          output.output(parse.apply(row));
        }
      }
    }
  }
}
