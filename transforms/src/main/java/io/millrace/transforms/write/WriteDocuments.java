package io.millrace.transforms.write;

import io.millrace.io.document.Document;
import io.millrace.io.document.LanguageScore;
import io.millrace.io.shard.ShardSchema;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Writes documents to {@code documents/language=xxx_Yyyy/}, staged. */
public final class WriteDocuments
    extends PTransform<PCollection<Document>, PCollection<StagedFile>> {
  /** The folder of documents below a run's output. */
  public static final String FOLDER = "documents";

  private static final long FIXED_ROW_BYTES = 128;

  private final String stagingFolder;
  private final long targetShardBytes;
  private final int rowGroupRows;

  private WriteDocuments(String stagingFolder, long targetShardBytes, int rowGroupRows) {
    this.stagingFolder = stagingFolder;
    this.targetShardBytes = targetShardBytes;
    this.rowGroupRows = rowGroupRows;
  }

  /**
   * @param stagingFolder where files are written
   * @param targetShardBytes uncompressed bytes of a file
   * @param rowGroupRows rows of a row group
   */
  public static WriteDocuments to(String stagingFolder, long targetShardBytes, int rowGroupRows) {
    return new WriteDocuments(stagingFolder, targetShardBytes, rowGroupRows);
  }

  @Override
  public PCollection<StagedFile> expand(PCollection<Document> documents) {
    return documents
        .apply(
            "ToRows", MapElements.into(TypeDescriptor.of(ShardRow.class)).via(WriteDocuments::row))
        .setCoder(ShardRowCoder.of())
        .apply(
            "Write",
            WriteShards.of(ShardSchema.DOCUMENT, stagingFolder, targetShardBytes, rowGroupRows));
  }

  private static ShardRow row(Document document) {
    return new ShardRow(
        HivePath.of(FOLDER, "language", document.language()) + "/",
        RowOrder.of(document.id(), 0, 0),
        document.id(),
        FIXED_ROW_BYTES + document.url().length() + document.utf8().length(),
        0,
        ShardRow.encode(record(document)));
  }

  /** A document as a record of {@link ShardSchema#DOCUMENT}. */
  static GenericRecord record(Document document) {
    Schema schema = ShardSchema.DOCUMENT.avro();
    Schema alternative = schema.getField("language_alternatives").schema().getElementType();
    List<GenericRecord> alternatives =
        document.alternatives().stream().map(score -> record(alternative, score)).toList();
    GenericRecord record = new GenericData.Record(schema);
    record.put("id", document.id());
    record.put("url", document.url());
    record.put("date", document.date());
    record.put("title", document.title());
    record.put("published", document.published());
    record.put("text", new Utf8(document.utf8().bytes()));
    record.put("language_score", document.languageScore());
    record.put("language_alternatives", alternatives);
    record.put("cluster_id", document.clusterId());
    record.put("cluster_size", document.clusterSize());
    record.put("warc_file", document.warcFile());
    record.put("warc_offset", document.warcOffset());
    return record;
  }

  private static GenericRecord record(Schema schema, LanguageScore score) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("label", score.label());
    record.put("score", score.score());
    return record;
  }
}
