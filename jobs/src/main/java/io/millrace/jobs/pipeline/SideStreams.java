package io.millrace.jobs.pipeline;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Gathers what runs beside the main stream: dropped documents, dead letters and counts of every
 * stage.
 */
final class SideStreams {
  private final List<PCollection<Dropped>> dropped = new ArrayList<>();
  private final List<PCollection<DeadLetter>> deadLetters = new ArrayList<>();
  private final List<PCollection<KV<CountKey, Tally>>> counts = new ArrayList<>();

  /**
   * Takes a stage's side outputs.
   *
   * @param stage a stage's outputs, tagged as in {@link StageTags}
   * @return its main output
   */
  PCollection<Document> take(PCollectionTuple stage) {
    dropped.add(stage.get(StageTags.DROPPED));
    deadLetters.add(stage.get(StageTags.DEAD_LETTERS));
    counts.add(stage.get(StageTags.COUNTS));
    return stage.get(StageTags.KEPT);
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

  PCollection<Dropped> dropped() {
    return PCollectionList.of(dropped).apply("Dropped", Flatten.pCollections());
  }

  PCollection<DeadLetter> deadLetters() {
    return PCollectionList.of(deadLetters).apply("DeadLetters", Flatten.pCollections());
  }

  PCollection<KV<CountKey, Tally>> counts() {
    return PCollectionList.of(counts).apply("Counts", Flatten.pCollections());
  }
}
