package io.millrace.transforms.dedup.known;

import io.millrace.io.shard.ShardReader;
import io.millrace.transforms.dedup.share.Hash128;
import io.millrace.transforms.dedup.sketch.MinHashSignature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads the texts that earlier runs knew, as {@link WriteSignatures} left them. */
public final class ReadSignatures extends PTransform<PBegin, PCollection<KnownText>> {
  private final List<String> paths;

  private ReadSignatures(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  /**
   * @param paths of Parquet files, on any file system that Beam knows
   */
  public static ReadSignatures from(List<String> paths) {
    return new ReadSignatures(paths);
  }

  @Override
  public PCollection<KnownText> expand(PBegin begin) {
    return begin
        .apply("Paths", Create.of(paths).withCoder(StringUtf8Coder.of()))
        .apply("SpreadFiles", Reshuffle.viaRandomKey())
        .apply("ReadFile", ParDo.of(new ReadFileFn()))
        .setCoder(KnownTextCoder.of());
  }

  private static final class ReadFileFn extends DoFn<String, KnownText> {
    @ProcessElement
    public void processElement(@Element String path, OutputReceiver<KnownText> output)
        throws IOException {
      SeekableByteChannel file =
          (SeekableByteChannel) FileSystems.open(FileSystems.matchNewResource(path, false));
      try (ShardReader reader = new ShardReader(file, path)) {
        for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
          output.output(text(row));
        }
      }
    }

    private static KnownText text(GenericRecord row) {
      ByteBuffer buffer = (ByteBuffer) row.get("signature");
      byte[] signature = new byte[buffer.remaining()];
      buffer.duplicate().get(signature);
      return new KnownText(
          hash(row, "id"),
          hash(row, "cluster_id"),
          row.get("language").toString(),
          hash(row, "url_hash"),
          hash(row, "text_hash"),
          MinHashSignature.ofBytes(signature));
    }

    private static Hash128 hash(GenericRecord row, String column) {
      return Hash128.parse(row.get(column).toString());
    }
  }
}
