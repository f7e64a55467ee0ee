package io.millrace.transforms.write;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.io.shard.ShardSchema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Writes dropped documents to {@code dropped/stage=name/}, staged. */
public final class WriteDropped extends PTransform<PCollection<Dropped>, PCollection<StagedFile>> {
  /** The folder of dropped documents below a run's output. */
  public static final String FOLDER = "dropped";

  private final String stagingFolder;
  private final long targetShardBytes;
  private final int rowGroupRows;

  private WriteDropped(String stagingFolder, long targetShardBytes, int rowGroupRows) {
    this.stagingFolder = stagingFolder;
    this.targetShardBytes = targetShardBytes;
    this.rowGroupRows = rowGroupRows;
  }

  /**
   * @param stagingFolder where files are written
   * @param targetShardBytes uncompressed bytes of a file
   * @param rowGroupRows rows of a row group
   */
  public static WriteDropped to(String stagingFolder, long targetShardBytes, int rowGroupRows) {
    return new WriteDropped(stagingFolder, targetShardBytes, rowGroupRows);
  }

  @Override
  public PCollection<StagedFile> expand(PCollection<Dropped> dropped) {
    return dropped
        .apply("ToRows", MapElements.into(TypeDescriptor.of(ShardRow.class)).via(WriteDropped::row))
        .setCoder(ShardRowCoder.of())
        .apply(
            "Write",
            WriteShards.of(ShardSchema.DROPPED, stagingFolder, targetShardBytes, rowGroupRows));
  }

  private static ShardRow row(Dropped dropped) {
    Document document = dropped.document();
    return new ShardRow(
        HivePath.of(FOLDER, "stage", dropped.stage()) + "/",
        RowOrder.of(document.id(), 0, 0),
        document.id() + document.warcFile() + '\0' + document.warcOffset(),
        document.url().length() + document.utf8().length(),
        0,
        ShardRow.encode(record(dropped)));
  }

  private static GenericRecord record(Dropped dropped) {
    Document document = dropped.document();
    GenericRecord record = new GenericData.Record(ShardSchema.DROPPED.avro());
    record.put("id", document.id());
    record.put("url", document.url());
    record.put("language", document.language());
    record.put("reason", dropped.reason());
    record.put("value", dropped.value());
    record.put("threshold", dropped.threshold());
    record.put("text", new Utf8(document.utf8().bytes()));
    record.put("warc_file", document.warcFile());
    record.put("warc_offset", document.warcOffset());
    return record;
  }
}
