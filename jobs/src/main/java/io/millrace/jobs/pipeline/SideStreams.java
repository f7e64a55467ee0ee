package io.millrace.jobs.pipeline;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.jobs.summary.SumCounts;
import io.millrace.transforms.batch.ReadElements;
import io.millrace.transforms.batch.WriteElements;
import io.millrace.transforms.redact.RedactDropped;
import io.millrace.transforms.redact.RedactPii;
import io.millrace.transforms.share.MeasuredFn;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.DeadLetterCoder;
import io.millrace.transforms.stage.DroppedCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Gathers what runs beside the main stream: dropped documents, dead letters, counts and sizes of
 * keys of every stage.
 */
final class SideStreams {
  private static final String DROPPED = "/dropped";
  private static final String DEAD_LETTERS = "/dead-letters";
  private static final String COUNTS = "/counts";
  private static final KvCoder<CountKey, Tally> COUNTS_CODER =
      KvCoder.of(CountKeyCoder.of(), TallyCoder.of());

  private final List<PCollection<Dropped>> dropped = new ArrayList<>();
  private final List<PCollection<DeadLetter>> deadLetters = new ArrayList<>();
  private final List<PCollection<KV<CountKey, Tally>>> counts = new ArrayList<>();
  private final List<PCollection<KV<String, Long>>> keyBytes = new ArrayList<>();

  /**
   * Takes a stage's side outputs.
   *
   * @param stage a stage's outputs, tagged as in {@link StageTags}; {@link MeasuredFn#KEY_BYTES}
   *     where it groups
   * @return its main output
   */
  PCollection<Document> take(PCollectionTuple stage) {
    dropped.add(stage.get(StageTags.DROPPED));
    deadLetters.add(stage.get(StageTags.DEAD_LETTERS));
    counts.add(stage.get(StageTags.COUNTS));
    if (stage.has(MeasuredFn.KEY_BYTES)) {
      keyBytes.add(stage.get(MeasuredFn.KEY_BYTES));
    }
    return stage.get(StageTags.KEPT);
  }

  /**
   * Applies a stage and takes its side outputs.
   *
   * @param documents the stage's input
   * @param name of the step
   * @param stage null if it is left out
   * @return its main output, or {@code documents} themselves
   */
  PCollection<Document> takeFrom(
      PCollection<Document> documents,
      String name,
      PTransform<PCollection<Document>, PCollectionTuple> stage) {
    return stage == null ? documents : take(documents.apply(name, stage));
  }

  /** Takes dead letters of a step that is no stage of documents. */
  void takeDeadLetters(PCollection<DeadLetter> letters) {
    deadLetters.add(letters);
  }

  /** Takes what a step dropped that is no stage of documents. */
  void takeDropped(PCollection<Dropped> documents) {
    dropped.add(documents);
  }

  /** Takes counts of a step that is no stage of documents. */
  void takeCounts(PCollection<KV<CountKey, Tally>> tallies) {
    counts.add(tallies);
  }

  /**
   * Writes all that was taken up to now, but for sizes of keys, for another pipeline.
   *
   * @param folder on any file system that Beam knows
   */
  void writeTo(String folder) {
    PCollectionList.of(dropped)
        .apply("Dropped", Flatten.pCollections())
        .apply("KeepDropped", WriteElements.to(folder + DROPPED));
    deadLetters().apply("KeepDeadLetters", WriteElements.to(folder + DEAD_LETTERS));
    counts()
        .apply("SumCounts", SumCounts.ofAllStages())
        .apply("KeepCounts", WriteElements.to(folder + COUNTS));
  }

  /** Takes what {@link #writeTo} wrote to some folders. */
  void readFrom(Pipeline pipeline, List<String> folders) {
    dropped.add(read(pipeline, "ReadDropped", folders, DROPPED, DroppedCoder.of()));
    deadLetters.add(read(pipeline, "ReadDeadLetters", folders, DEAD_LETTERS, DeadLetterCoder.of()));
    counts.add(read(pipeline, "ReadCounts", folders, COUNTS, COUNTS_CODER));
  }

  private static <T> PCollection<T> read(
      Pipeline pipeline, String name, List<String> folders, String stream, Coder<T> coder) {
    List<String> prefixes = folders.stream().map(folder -> folder + stream).toList();
    return pipeline.apply(name, ReadElements.from(prefixes, coder));
  }

  /**
   * All dropped documents; to be asked for before dead letters and counts are.
   *
   * @param redact how documents are redacted, or null if they are not
   */
  PCollection<Dropped> droppedAs(RedactPii redact) {
    PCollection<Dropped> all = PCollectionList.of(dropped).apply("Dropped", Flatten.pCollections());
    if (redact == null) {
      return all;
    }
    PCollectionTuple redacted = all.apply("RedactDropped", RedactDropped.create());
    takeDeadLetters(redacted.get(StageTags.DEAD_LETTERS));
    takeCounts(redacted.get(StageTags.COUNTS));
    return redacted.get(StageTags.DROPPED);
  }

  PCollection<DeadLetter> deadLetters() {
    return PCollectionList.of(deadLetters).apply("DeadLetters", Flatten.pCollections());
  }

  PCollection<KV<CountKey, Tally>> counts() {
    return PCollectionList.of(counts).apply("Counts", Flatten.pCollections());
  }

  /** By grouping, the most bytes that a key received. */
  PCollection<KV<String, Long>> keyBytes(Pipeline pipeline) {
    return keyBytes.isEmpty()
        ? pipeline.apply("NoKeyBytes", Create.empty(MeasuredFn.keyBytesCoder()))
        : PCollectionList.of(keyBytes).apply("KeyBytes", Flatten.pCollections());
  }
}
