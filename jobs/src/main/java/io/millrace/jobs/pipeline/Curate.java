package io.millrace.jobs.pipeline;

import io.millrace.io.document.Document;
import io.millrace.io.warc.Capture;
import io.millrace.jobs.summary.CommitRun;
import io.millrace.jobs.summary.CurateFiles;
import io.millrace.jobs.summary.RunContext;
import io.millrace.transforms.dedup.RemoveDuplicates;
import io.millrace.transforms.extract.ExtractText;
import io.millrace.transforms.language.IdentifyLanguage;
import io.millrace.transforms.quality.FilterQuality;
import io.millrace.transforms.quality.LanguageProfiles;
import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.redact.RedactPii;
import io.millrace.transforms.repair.RepairText;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.url.FilterUrls;
import io.millrace.transforms.url.UrlFilter;
import io.millrace.transforms.write.StagedFile;
import io.millrace.transforms.write.TextLengths;
import io.millrace.transforms.write.WriteDeadLetters;
import io.millrace.transforms.write.WriteDocuments;
import io.millrace.transforms.write.WriteDropped;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/** From crawl files to documents, in the order of the stream. */
public final class Curate {
  private static final List<String> STAGES =
      List.of(
          ReadCaptures.STAGE,
          FilterUrls.STAGE,
          ExtractText.STAGE,
          IdentifyLanguage.STAGE,
          RemoveDuplicates.STAGE,
          FilterQuality.STAGE,
          RepairText.STAGE,
          RedactPii.STAGE);

  private Curate() {}

  /**
   * Adds the recipe to a pipeline.
   *
   * @param pipeline empty
   * @param run the run
   * @param recipe what to do
   */
  public static void build(Pipeline pipeline, RunContext run, Recipe recipe) {
    SideStreams side = new SideStreams();
    List<String> paths = run.inputs().stream().map(input -> input.path()).toList();

    PCollectionTuple read =
        pipeline.apply("Read", ReadCaptures.from(paths).withSplitBytes(recipe.splitBytes()));
    side.takeDeadLetters(read.get(StageTags.DEAD_LETTERS));
    side.takeCounts(read.get(StageTags.COUNTS));
    PCollection<Capture> captures = read.get(ReadCaptures.CAPTURES);
    if (recipe.urlFilter() != null) {
      PCollectionTuple filtered = captures.apply("FilterUrls", FilterUrls.by(recipe.urlFilter()));
      side.takeDropped(filtered.get(StageTags.DROPPED));
      side.takeCounts(filtered.get(StageTags.COUNTS));
      captures = filtered.get(FilterUrls.CAPTURES);
    }

    PCollection<Document> documents = side.take(captures.apply("Extract", ExtractText.create()));
    documents =
        side.take(
            documents.apply(
                "IdentifyLanguage",
                IdentifyLanguage.with(recipe.languageModel(), recipe.minLanguageScore())));
    documents = side.take(documents.apply("RemoveDuplicates", RemoveDuplicates.create()));
    documents = side.take(documents.apply("FilterQuality", FilterQuality.with(recipe.profiles())));
    documents = side.take(documents.apply("RepairText", RepairText.create()));
    documents = side.take(documents.apply("RedactPii", RedactPii.create()));
    side.takeCounts(documents.apply("CountTextLengths", TextLengths.count()));

    PCollectionList.of(write(documents, side, run, recipe))
        .apply("Files", Flatten.pCollections())
        .apply(
            "CommitRun",
            CommitRun.of(
                run,
                new CurateFiles(stages(recipe), IdentifyLanguage.STAGE, RedactPii.STAGE),
                side.counts()));
  }

  private static List<String> stages(Recipe recipe) {
    return STAGES.stream()
        .filter(stage -> recipe.urlFilter() != null || !stage.equals(FilterUrls.STAGE))
        .toList();
  }

  private static List<PCollection<StagedFile>> write(
      PCollection<Document> documents, SideStreams side, RunContext run, Recipe recipe) {
    String folder = run.stagingFolder();
    long shardBytes = recipe.targetShardBytes();
    PCollection<StagedFile> kept =
        documents.apply(
            "WriteDocuments", WriteDocuments.to(folder, shardBytes, recipe.rowGroupRows()));
    PCollection<StagedFile> dead =
        side.deadLetters().apply("WriteDeadLetters", WriteDeadLetters.to(folder, shardBytes));
    if (!recipe.keepDropped()) {
      return List.of(kept, dead);
    }
    PCollection<StagedFile> dropped =
        side.dropped()
            .apply("RedactDropped", RedactPii.ofDropped())
            .apply("WriteDropped", WriteDropped.to(folder, shardBytes, recipe.rowGroupRows()));
    return List.of(kept, dead, dropped);
  }

  /**
   * What to do.
   *
   * @param urlFilter addresses to leave out, or null
   * @param languageModel a fastText model, or null for the embedded one
   * @param minLanguageScore the least score of a language label
   * @param profiles quality thresholds by language
   * @param splitBytes bytes of the ranges that files are read in
   * @param keepDropped whether dropped documents are written
   * @param targetShardBytes uncompressed bytes of a file
   * @param rowGroupRows rows of a row group
   */
  public record Recipe(
      UrlFilter urlFilter,
      String languageModel,
      double minLanguageScore,
      LanguageProfiles profiles,
      long splitBytes,
      boolean keepDropped,
      long targetShardBytes,
      int rowGroupRows) {}
}
