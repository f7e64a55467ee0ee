package io.millrace.transforms.write;

import io.millrace.io.shard.ShardSchema;
import io.millrace.transforms.tokenize.TokenSequence;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Writes token sequences to a folder of globally shuffled shards, staged. */
public final class WriteSequences
    extends PTransform<PCollection<TokenSequence>, PCollection<StagedFile>> {
  /** The folder of sequences to train on. */
  public static final String TRAIN = "train";

  /** The folder of held-out sequences. */
  public static final String VALIDATION = "validation";

  private final String folder;
  private final int phases;
  private final String stagingFolder;
  private final long targetShardBytes;
  private final int rowGroupRows;
  private final long seed;

  private WriteSequences(
      String folder,
      int phases,
      String stagingFolder,
      long targetShardBytes,
      int rowGroupRows,
      long seed) {
    this.folder = folder;
    this.phases = phases;
    this.stagingFolder = stagingFolder;
    this.targetShardBytes = targetShardBytes;
    this.rowGroupRows = rowGroupRows;
    this.seed = seed;
  }

  /**
   * @param folder such as {@code train}
   * @param stagingFolder where files are written
   * @param targetShardBytes uncompressed bytes of a file
   * @param rowGroupRows rows of a row group
   * @param seed of the shuffle
   */
  public static WriteSequences to(
      String folder, String stagingFolder, long targetShardBytes, int rowGroupRows, long seed) {
    return new WriteSequences(folder, 1, stagingFolder, targetShardBytes, rowGroupRows, seed);
  }

  /**
   * With several phases: the files of a phase are named after it, so that in the order of their
   * names they are in the order of the phases.
   *
   * @param phases how many, at least 1
   */
  public WriteSequences withPhases(int phases) {
    return new WriteSequences(folder, phases, stagingFolder, targetShardBytes, rowGroupRows, seed);
  }

  @Override
  public PCollection<StagedFile> expand(PCollection<TokenSequence> sequences) {
    return sequences
        .apply("ToRows", MapElements.into(TypeDescriptor.of(ShardRow.class)).via(this::row))
        .setCoder(ShardRowCoder.of())
        .apply(
            "Write",
            WriteShards.of(ShardSchema.SEQUENCE, stagingFolder, targetShardBytes, rowGroupRows));
  }

  private ShardRow row(TokenSequence sequence) {
    byte[] record = ShardRow.encode(record(sequence));
    return new ShardRow(
        folder + "/" + (phases == 1 ? "" : phaseName(sequence.phase())),
        RowOrder.of(sequence.id(), sequence.copy(), seed),
        String.format(Locale.ROOT, "%s %010d", sequence.id(), sequence.copy()),
        record.length,
        sequence.inputIds().length,
        record);
  }

  private String phaseName(int phase) {
    int digits = String.valueOf(phases - 1).length();
    return String.format(Locale.ROOT, "phase-%0" + digits + "d-", phase);
  }

  private static GenericRecord record(TokenSequence sequence) {
    GenericRecord record = new GenericData.Record(ShardSchema.SEQUENCE.avro());
    record.put("input_ids", IntStream.of(sequence.inputIds()).boxed().toList());
    record.put("bytes", sequence.bytes());
    record.put("id", sequence.id());
    record.put("language", sequence.language());
    record.put("copy", sequence.copy());
    record.put("phase", sequence.phase());
    return record;
  }
}
