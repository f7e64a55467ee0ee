package io.millrace.transforms.dedup.known;

import io.millrace.io.shard.ShardSchema;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.write.RowOrder;
import io.millrace.transforms.write.ShardRow;
import io.millrace.transforms.write.ShardRowCoder;
import io.millrace.transforms.write.StagedFile;
import io.millrace.transforms.write.WriteShards;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.transforms.Distinct;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Writes pairs of connected clusters to {@code bridges/}, each once, staged. */
public final class WriteBridges
    extends PTransform<PCollection<KV<Hash128, Hash128>>, PCollection<StagedFile>> {
  /** The folder of bridges below a run's output. */
  public static final String FOLDER = "bridges";

  private static final long ROW_BYTES = 64;

  private final String stagingFolder;
  private final long targetShardBytes;
  private final int rowGroupRows;

  private WriteBridges(String stagingFolder, long targetShardBytes, int rowGroupRows) {
    this.stagingFolder = stagingFolder;
    this.targetShardBytes = targetShardBytes;
    this.rowGroupRows = rowGroupRows;
  }

  /**
   * @param stagingFolder where files are written
   * @param targetShardBytes uncompressed bytes of a file
   * @param rowGroupRows rows of a row group
   */
  public static WriteBridges to(String stagingFolder, long targetShardBytes, int rowGroupRows) {
    return new WriteBridges(stagingFolder, targetShardBytes, rowGroupRows);
  }

  @Override
  public PCollection<StagedFile> expand(PCollection<KV<Hash128, Hash128>> bridges) {
    return bridges
        .apply("Distinct", Distinct.create())
        .apply("ToRows", MapElements.into(TypeDescriptor.of(ShardRow.class)).via(WriteBridges::row))
        .setCoder(ShardRowCoder.of())
        .apply(
            "Write",
            WriteShards.of(ShardSchema.BRIDGE, stagingFolder, targetShardBytes, rowGroupRows));
  }

  private static ShardRow row(KV<Hash128, Hash128> bridge) {
    String clusterId = bridge.getKey().toString();
    String otherClusterId = bridge.getValue().toString();
    GenericRecord record = new GenericData.Record(ShardSchema.BRIDGE.avro());
    record.put("cluster_id", clusterId);
    record.put("other_cluster_id", otherClusterId);
    String pair = clusterId + otherClusterId;
    return new ShardRow(
        FOLDER + "/", RowOrder.of(pair, 0, 0), pair, ROW_BYTES, 0, ShardRow.encode(record));
  }
}
