package io.millrace.transforms.rehydrate;

import io.millrace.io.shard.ShardReader;
import io.millrace.transforms.quality.Removals;
import io.millrace.transforms.quality.RemovalsCoder;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads the {@code statistics/} of curate runs. */
public final class ReadRemovals extends PTransform<PBegin, PCollection<Removals>> {
  private final List<String> paths;

  private ReadRemovals(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  /**
   * @param paths of Parquet files, on any file system that Beam knows
   */
  public static ReadRemovals from(List<String> paths) {
    return new ReadRemovals(paths);
  }

  @Override
  public PCollection<Removals> expand(PBegin begin) {
    return begin
        .apply("Paths", Create.of(paths).withCoder(StringUtf8Coder.of()))
        .apply("ReadFile", ParDo.of(new ReadFileFn()))
        .setCoder(RemovalsCoder.of());
  }

  private static final class ReadFileFn extends DoFn<String, Removals> {
    @ProcessElement
    public void processElement(@Element String path, OutputReceiver<Removals> output)
        throws IOException {
      SeekableByteChannel file =
          (SeekableByteChannel) FileSystems.open(FileSystems.matchNewResource(path, false));
      try (ShardReader reader = new ShardReader(file, path)) {
        for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
          output.output(
              new Removals(
                  row.get("language").toString(),
                  (Long) row.get("cluster_size"),
                  (Long) row.get("entered"),
                  (Long) row.get("removed")));
        }
      }
    }
  }
}
