package io.millrace.transforms.dedup.known;

import io.millrace.transforms.dedup.sketch.MinHashSignature;
import io.millrace.transforms.read.ReadRows;
import io.millrace.transforms.share.Hash128;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.transforms.PTransform;
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
    return begin.apply("Read", ReadRows.from(paths, ReadSignatures::text, KnownTextCoder.of()));
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
