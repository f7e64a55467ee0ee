package io.millrace.transforms.write;

import io.millrace.io.shard.ShardSchema;
import io.millrace.transforms.quality.Removals;
import java.util.Locale;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Writes what the quality rules removed, by language and cluster size, to {@code statistics/}. */
public final class WriteStatistics
    extends PTransform<PCollection<Removals>, PCollection<StagedFile>> {
  /** The folder of statistics below a run's output. */
  public static final String FOLDER = "statistics";

  private static final long ROW_BYTES = 32;

  private final String stagingFolder;
  private final long targetShardBytes;
  private final int rowGroupRows;

  private WriteStatistics(String stagingFolder, long targetShardBytes, int rowGroupRows) {
    this.stagingFolder = stagingFolder;
    this.targetShardBytes = targetShardBytes;
    this.rowGroupRows = rowGroupRows;
  }

  /**
   * @param stagingFolder where files are written
   * @param targetShardBytes uncompressed bytes of a file
   * @param rowGroupRows rows of a row group
   */
  public static WriteStatistics to(String stagingFolder, long targetShardBytes, int rowGroupRows) {
    return new WriteStatistics(stagingFolder, targetShardBytes, rowGroupRows);
  }

  @Override
  public PCollection<StagedFile> expand(PCollection<Removals> removals) {
    return removals
        .apply(
            "ToRows", MapElements.into(TypeDescriptor.of(ShardRow.class)).via(WriteStatistics::row))
        .setCoder(ShardRowCoder.of())
        .apply(
            "Write",
            WriteShards.of(ShardSchema.REMOVALS, stagingFolder, targetShardBytes, rowGroupRows));
  }

  private static ShardRow row(Removals removals) {
    GenericRecord record = new GenericData.Record(ShardSchema.REMOVALS.avro());
    record.put("language", removals.language());
    record.put("cluster_size", removals.clusterSize());
    record.put("entered", removals.entered());
    record.put("removed", removals.removed());
    String key =
        String.format(Locale.ROOT, "%s\0%020d", removals.language(), removals.clusterSize());
    return new ShardRow(
        FOLDER + "/", RowOrder.of(key, 0, 0), key, ROW_BYTES, 0, ShardRow.encode(record));
  }
}
