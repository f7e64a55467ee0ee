package io.millrace.transforms.write;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.shard.ShardSchema;
import io.millrace.io.warc.WarcLimits;
import io.millrace.transforms.deadletter.AttachRecords;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Writes dead letters to {@code dead-letters/}, staged, with the records that they come from, see
 * {@link AttachRecords}.
 */
public final class WriteDeadLetters
    extends PTransform<PCollection<DeadLetter>, PCollection<StagedFile>> {
  /** The folder of dead letters below a run's output. */
  public static final String FOLDER = "dead-letters";

  private final String stagingFolder;
  private final long targetShardBytes;
  private final WarcLimits limits;

  private WriteDeadLetters(String stagingFolder, long targetShardBytes, WarcLimits limits) {
    this.stagingFolder = stagingFolder;
    this.targetShardBytes = targetShardBytes;
    this.limits = limits;
  }

  /**
   * @param stagingFolder where files are written
   * @param targetShardBytes uncompressed bytes of a file
   */
  public static WriteDeadLetters to(String stagingFolder, long targetShardBytes) {
    return new WriteDeadLetters(stagingFolder, targetShardBytes, WarcLimits.DEFAULT);
  }

  /** For captures that were read with other limits. */
  public WriteDeadLetters withLimits(WarcLimits limits) {
    return new WriteDeadLetters(stagingFolder, targetShardBytes, limits);
  }

  @Override
  public PCollection<StagedFile> expand(PCollection<DeadLetter> letters) {
    return letters
        .apply("AttachRecords", AttachRecords.create().withLimits(limits))
        .apply(
            "ToRows",
            MapElements.into(TypeDescriptor.of(ShardRow.class)).via(WriteDeadLetters::row))
        .setCoder(ShardRowCoder.of())
        .apply(
            "Write", WriteShards.of(ShardSchema.DEAD_LETTER, stagingFolder, targetShardBytes, 1));
  }

  private static ShardRow row(DeadLetter letter) {
    String place = place(letter);
    return new ShardRow(
        FOLDER + "/",
        RowOrder.of(place, 0, 0),
        place,
        letter.payload().length,
        0,
        ShardRow.encode(record(letter)));
  }

  /** What orders letters: where they come from, and what failed there. */
  static String place(DeadLetter letter) {
    return String.format(
        Locale.ROOT,
        "%s\0%020d\0%s\0%s",
        letter.source(),
        letter.offset(),
        letter.stage(),
        letter.id());
  }

  private static GenericRecord record(DeadLetter letter) {
    GenericRecord record = new GenericData.Record(ShardSchema.DEAD_LETTER.avro());
    record.put("stage", letter.stage());
    record.put("source", letter.source());
    record.put("offset", letter.offset());
    record.put("id", letter.id());
    record.put("reason", letter.reason());
    record.put("stack_trace", letter.stackTrace());
    record.put("payload_type", letter.payloadType().name().toLowerCase(Locale.ROOT));
    record.put("payload", ByteBuffer.wrap(letter.payload()));
    return record;
  }
}
