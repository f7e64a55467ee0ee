package io.millrace.transforms.dedup.known;

import io.millrace.io.shard.ShardSchema;
import io.millrace.transforms.write.RowOrder;
import io.millrace.transforms.write.ShardRow;
import io.millrace.transforms.write.ShardRowCoder;
import io.millrace.transforms.write.StagedFile;
import io.millrace.transforms.write.WriteShards;
import java.nio.ByteBuffer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Writes a run's texts to {@code signatures/}, staged. */
public final class WriteSignatures
    extends PTransform<PCollection<KnownText>, PCollection<StagedFile>> {
  /** The folder of signatures below a run's output. */
  public static final String FOLDER = "signatures";

  /** Bytes of a row beside its signature. */
  private static final long FIXED_ROW_BYTES = 140;

  private final String stagingFolder;
  private final long targetShardBytes;
  private final int rowGroupRows;

  private WriteSignatures(String stagingFolder, long targetShardBytes, int rowGroupRows) {
    this.stagingFolder = stagingFolder;
    this.targetShardBytes = targetShardBytes;
    this.rowGroupRows = rowGroupRows;
  }

  /**
   * @param stagingFolder where files are written
   * @param targetShardBytes uncompressed bytes of a file
   * @param rowGroupRows rows of a row group
   */
  public static WriteSignatures to(String stagingFolder, long targetShardBytes, int rowGroupRows) {
    return new WriteSignatures(stagingFolder, targetShardBytes, rowGroupRows);
  }

  @Override
  public PCollection<StagedFile> expand(PCollection<KnownText> texts) {
    return texts
        .apply(
            "ToRows", MapElements.into(TypeDescriptor.of(ShardRow.class)).via(WriteSignatures::row))
        .setCoder(ShardRowCoder.of())
        .apply(
            "Write",
            WriteShards.of(ShardSchema.SIGNATURE, stagingFolder, targetShardBytes, rowGroupRows));
  }

  private static ShardRow row(KnownText text) {
    byte[] signature = text.signature().toBytes();
    GenericRecord record = new GenericData.Record(ShardSchema.SIGNATURE.avro());
    record.put("id", text.id().toString());
    record.put("cluster_id", text.cluster().toString());
    record.put("language", text.language());
    record.put("url_hash", text.url().toString());
    record.put("text_hash", text.text().toString());
    record.put("signature", ByteBuffer.wrap(signature));
    return new ShardRow(
        FOLDER + "/",
        RowOrder.of(text.id().toString(), 0, 0),
        text.id() + text.language(),
        FIXED_ROW_BYTES + signature.length,
        0,
        ShardRow.encode(record));
  }
}
