package io.millrace.transforms.write;

import io.millrace.io.shard.ShardSchema;
import io.millrace.transforms.group.GroupLargeValues;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Writes rows to files of near-equal size, in a staging folder. How many files a prefix gets
 * follows from its counted bytes, which row goes where from the rows' orders: never from the runner
 * or its parallelism.
 */
public final class WriteShards extends PTransform<PCollection<ShardRow>, PCollection<StagedFile>> {
  private final ShardSchema schema;
  private final String stagingFolder;
  private final long targetShardBytes;
  private final int rowGroupRows;

  private WriteShards(
      ShardSchema schema, String stagingFolder, long targetShardBytes, int rowGroupRows) {
    this.schema = schema;
    this.stagingFolder = stagingFolder;
    this.targetShardBytes = targetShardBytes;
    this.rowGroupRows = rowGroupRows;
  }

  /**
   * @param schema the rows' type
   * @param stagingFolder where files are written; any file system that Beam knows
   * @param targetShardBytes uncompressed bytes of a file, at least 1; a file's rows are held in
   *     memory while it is written
   * @param rowGroupRows rows of a Parquet row group, at least 1
   */
  public static WriteShards of(
      ShardSchema schema, String stagingFolder, long targetShardBytes, int rowGroupRows) {
    return new WriteShards(schema, stagingFolder, targetShardBytes, rowGroupRows);
  }

  @Override
  public PCollection<StagedFile> expand(PCollection<ShardRow> rows) {
    PCollectionView<Map<String, Long>> prefixBytes =
        rows.apply(
                "SizeOf",
                MapElements.into(
                        TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.longs()))
                    .via(row -> KV.of(row.prefix(), row.bytes())))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()))
            .apply("SumPrefixes", Sum.longsPerKey())
            .apply("PrefixBytes", View.asMap());
    return rows.apply(
            "AssignShards",
            ParDo.of(new AssignShardFn(prefixBytes, targetShardBytes)).withSideInputs(prefixBytes))
        .setCoder(KvCoder.of(ShardKeyCoder.of(), ShardRowCoder.of()))
        .apply("GroupByShard", GroupLargeValues.create())
        .apply("WriteFile", ParDo.of(new WriteShardFn(schema, stagingFolder, rowGroupRows)))
        .setCoder(StagedFileCoder.of());
  }

  /** Finds each row's file. */
  private static final class AssignShardFn extends DoFn<ShardRow, KV<ShardKey, ShardRow>> {
    private final PCollectionView<Map<String, Long>> prefixBytes;
    private final long targetShardBytes;

    AssignShardFn(PCollectionView<Map<String, Long>> prefixBytes, long targetShardBytes) {
      this.prefixBytes = prefixBytes;
      this.targetShardBytes = targetShardBytes;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      ShardRow row = context.element();
      long bytes = context.sideInput(prefixBytes).get(row.prefix());
      long shards = Math.max(1, (bytes + targetShardBytes - 1) / targetShardBytes);
      context.output(KV.of(ShardKey.of(row.prefix(), row.order(), shards), row));
    }
  }
}
