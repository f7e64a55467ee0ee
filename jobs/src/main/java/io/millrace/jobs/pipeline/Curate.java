package io.millrace.jobs.pipeline;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.jobs.summary.CommitRun;
import io.millrace.jobs.summary.CurateFiles;
import io.millrace.jobs.summary.CurateFiles.CountsFile;
import io.millrace.jobs.summary.RunContext;
import io.millrace.transforms.dedup.RemoveDuplicates;
import io.millrace.transforms.dedup.known.ReadSignatures;
import io.millrace.transforms.dedup.known.WriteBridges;
import io.millrace.transforms.dedup.known.WriteSignatures;
import io.millrace.transforms.filter.FilterDocuments;
import io.millrace.transforms.quality.CountRemovals;
import io.millrace.transforms.redact.RedactDropped;
import io.millrace.transforms.sample.DropSample;
import io.millrace.transforms.sample.DropSampleCoder;
import io.millrace.transforms.sample.SampleDropped;
import io.millrace.transforms.stage.DroppedCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.write.StagedFile;
import io.millrace.transforms.write.TextLengths;
import io.millrace.transforms.write.WriteDeadLetters;
import io.millrace.transforms.write.WriteDocuments;
import io.millrace.transforms.write.WriteDropped;
import io.millrace.transforms.write.WriteStatistics;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * From crawl files to documents, in the order of the stream. Where batches of files were read
 * before, see {@link ReadBatch}, the stream goes on from what they left.
 */
public final class Curate {
  /** Dropped documents of each stage and reason that the summary shows. */
  private static final int SAMPLES = 3;

  private final RunContext run;
  private final CurateRecipe recipe;
  private final SideStreams side = new SideStreams();
  private final List<PCollection<StagedFile>> files = new ArrayList<>();

  private Curate(RunContext run, CurateRecipe recipe) {
    this.run = run;
    this.recipe = recipe;
  }

  /**
   * Adds the recipe to a pipeline.
   *
   * @param pipeline empty
   * @param run the run
   * @param recipe what to do
   */
  public static void build(Pipeline pipeline, RunContext run, CurateRecipe recipe) {
    new Curate(run, recipe).build(pipeline);
  }

  /**
   * Adds the part of the recipe to a pipeline that needs all documents at once.
   *
   * @param pipeline empty
   * @param run the run
   * @param recipe what to do
   * @param batches folders that {@link ReadBatch} wrote for the same recipe
   */
  public static void build(
      Pipeline pipeline, RunContext run, CurateRecipe recipe, List<String> batches) {
    new Curate(run, recipe).build(pipeline, batches);
  }

  private void build(Pipeline pipeline) {
    finish(judgeLanguage(ReadBatch.read(pipeline, recipe, side)));
  }

  private void build(Pipeline pipeline, List<String> batches) {
    finish(judgeLanguage(ReadBatch.written(pipeline, batches, side)));
  }

  private void finish(PCollection<Document> labelled) {
    PCollection<Document> documents = removeDuplicates(labelled);
    documents = side.takeFrom(documents, "RemoveBoilerplate", recipe.removeBoilerplate());
    documents = filterQuality(documents);
    for (FilterDocuments filter : recipe.filters()) {
      documents = side.takeFrom(documents, "Filter " + filter.choice().name(), filter);
    }
    documents = side.takeFrom(documents, "RepairText", recipe.repair());
    documents = side.takeFrom(documents, "RedactPii", recipe.redact());
    write(documents);
    PCollection<DropSample> samples = dropped(labelled.getPipeline());
    writeDeadLetters();
    PCollectionList.of(files)
        .apply("Files", Flatten.pCollections())
        .apply(
            "CommitRun",
            CommitRun.of(run, runFiles(), side.counts())
                .withKeyBytes(side.keyBytes(labelled.getPipeline()))
                .withSamples(samples));
  }

  private CurateFiles runFiles() {
    RemoveDuplicates remove = recipe.removeDuplicates();
    return new CurateFiles(
        recipe.stages(),
        remove == null ? null : remove.scheme(),
        recipe.languageModel(),
        recipe.filters().stream().map(FilterDocuments::choice).toList(),
        recipe.stageCounts() ? CountsFile.WRITTEN : CountsFile.OMITTED);
  }

  private PCollection<Document> judgeLanguage(PCollection<Document> labelled) {
    return recipe.identifyLanguage() == null
        ? labelled
        : side.take(labelled.apply("JudgeLanguage", recipe.identifyLanguage().judging()));
  }

  private PCollection<Document> removeDuplicates(PCollection<Document> documents) {
    if (recipe.removeDuplicates() == null) {
      return documents;
    }
    RemoveDuplicates remove = recipe.removeDuplicates();
    if (!recipe.knownSignatures().isEmpty()) {
      remove =
          remove.withKnownSignatures(
              documents
                  .getPipeline()
                  .apply("ReadSignatures", ReadSignatures.from(recipe.knownSignatures())));
    }
    PCollectionTuple decided = documents.apply("RemoveDuplicates", remove);
    files.add(
        decided
            .get(RemoveDuplicates.SIGNATURES)
            .apply(
                "WriteSignatures",
                WriteSignatures.to(
                    run.stagingFolder(), recipe.targetShardBytes(), recipe.rowGroupRows())));
    if (!recipe.knownSignatures().isEmpty()) {
      files.add(
          decided
              .get(RemoveDuplicates.BRIDGES)
              .apply(
                  "WriteBridges",
                  WriteBridges.to(
                      run.stagingFolder(), recipe.targetShardBytes(), recipe.rowGroupRows())));
    }
    return side.take(decided);
  }

  private PCollection<Document> filterQuality(PCollection<Document> documents) {
    PCollectionTuple judged =
        recipe.filterQuality() == null
            ? PCollectionTuple.of(StageTags.KEPT, documents)
                .and(
                    StageTags.DROPPED,
                    documents
                        .getPipeline()
                        .apply("NothingFiltered", Create.empty(DroppedCoder.of())))
            : documents.apply("FilterQuality", recipe.filterQuality());
    files.add(
        judged
            .apply("CountRemovals", CountRemovals.create())
            .apply(
                "WriteStatistics",
                WriteStatistics.to(
                    run.stagingFolder(), recipe.targetShardBytes(), recipe.rowGroupRows())));
    return recipe.filterQuality() == null ? documents : side.take(judged);
  }

  private void write(PCollection<Document> documents) {
    String folder = run.stagingFolder();
    long shardBytes = recipe.targetShardBytes();
    side.takeCounts(documents.apply("CountTextLengths", TextLengths.count()));
    files.add(
        documents.apply(
            "WriteDocuments", WriteDocuments.to(folder, shardBytes, recipe.rowGroupRows())));
  }

  /** Writes the dropped documents, and takes some for people to look at, redacted always. */
  private PCollection<DropSample> dropped(Pipeline pipeline) {
    if (!recipe.keepDropped()) {
      return pipeline.apply("NoSamples", Create.empty(DropSampleCoder.of()));
    }
    PCollection<Dropped> dropped = side.droppedAs(recipe.redact());
    files.add(
        dropped.apply(
            "WriteDropped",
            WriteDropped.to(
                run.stagingFolder(), recipe.targetShardBytes(), recipe.rowGroupRows())));
    PCollection<Dropped> redacted =
        recipe.redact() == null
            ? dropped.apply("RedactSamples", RedactDropped.create()).get(StageTags.DROPPED)
            : dropped;
    return redacted.apply("SampleDropped", SampleDropped.of(SAMPLES));
  }

  private void writeDeadLetters() {
    files.add(
        side.deadLetters()
            .apply(
                "WriteDeadLetters",
                WriteDeadLetters.to(run.stagingFolder(), recipe.targetShardBytes())
                    .withLimits(recipe.read().limits())));
  }
}
