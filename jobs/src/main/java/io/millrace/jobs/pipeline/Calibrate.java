package io.millrace.jobs.pipeline;

import io.millrace.io.document.Document;
import io.millrace.jobs.summary.CalibrateFiles;
import io.millrace.jobs.summary.CommitRun;
import io.millrace.jobs.summary.RunContext;
import io.millrace.transforms.calibrate.CalibrateProfiles;
import io.millrace.transforms.extract.ExtractText;
import io.millrace.transforms.language.IdentifyLanguage;
import io.millrace.transforms.language.LanguageThresholds;
import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.read.ReadScoredTexts;
import io.millrace.transforms.read.ScoredText;
import io.millrace.transforms.read.ScoredTextCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.write.StagedFile;
import io.millrace.transforms.write.WriteDeadLetters;
import io.millrace.transforms.write.WriteTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;

/** From good text and a crawl sample to quality profiles. */
public final class Calibrate {
  /** Every document counts, however uncertain its label: the scores are what is measured. */
  private static final LanguageThresholds.Bounds KEEP_ALL = new LanguageThresholds.Bounds(0, 0);

  private Calibrate() {}

  /**
   * Adds the recipe to a pipeline.
   *
   * @param pipeline empty
   * @param run the run
   * @param recipe what to do
   */
  public static void build(Pipeline pipeline, RunContext run, CalibrateRecipe recipe) {
    SideStreams side = new SideStreams();
    List<PCollection<StagedFile>> files = new ArrayList<>();
    PCollectionList<ScoredText> crawl =
        PCollectionList.of(
            pipeline.apply(
                "ReadCrawl",
                ReadScoredTexts.from(recipe.textFiles(), recipe.settings().passageTokens())));
    if (!recipe.captureFiles().isEmpty()) {
      crawl = crawl.and(identified(pipeline, recipe, side));
      files.add(
          side.deadLetters()
              .apply(
                  "WriteDeadLetters",
                  WriteDeadLetters.to(run.stagingFolder(), recipe.targetShardBytes())));
    }
    PCollectionTuple derived =
        PCollectionTuple.of(
                CalibrateProfiles.REFERENCE,
                pipeline.apply(
                    "ReadReference",
                    ReadScoredTexts.from(
                        recipe.referenceFiles(), recipe.settings().passageTokens())))
            .and(CalibrateProfiles.CRAWL, crawl.apply("Crawl", Flatten.pCollections()))
            .apply(
                "CalibrateProfiles",
                CalibrateProfiles.with(recipe.settings()).withPrecisionWords(recipe.precision()));
    side.takeCounts(derived.get(StageTags.COUNTS));
    files.add(
        derived
            .get(CalibrateProfiles.FILES)
            .apply("WriteProfiles", WriteTexts.to(run.stagingFolder())));
    PCollectionList.of(files)
        .apply("Files", Flatten.pCollections())
        .apply("CommitRun", CommitRun.of(run, new CalibrateFiles(stages(recipe)), side.counts()));
  }

  private static List<String> stages(CalibrateRecipe recipe) {
    return recipe.captureFiles().isEmpty()
        ? List.of()
        : List.of(ReadCaptures.STAGE, ExtractText.STAGE, IdentifyLanguage.STAGE);
  }

  /** The documents of capture files, as curate reads, extracts and labels them. */
  private static PCollection<ScoredText> identified(
      Pipeline pipeline, CalibrateRecipe recipe, SideStreams side) {
    PCollectionTuple read =
        pipeline.apply(
            "Read", ReadCaptures.from(recipe.captureFiles()).withSplitBytes(recipe.splitBytes()));
    side.takeDeadLetters(read.get(StageTags.DEAD_LETTERS));
    side.takeCounts(read.get(StageTags.COUNTS));
    PCollection<Document> documents =
        side.take(read.get(ReadCaptures.CAPTURES).apply("Extract", ExtractText.create()));
    return side.take(
            documents.apply(
                "IdentifyLanguage",
                IdentifyLanguage.with(recipe.languageModel()).withBounds(KEEP_ALL)))
        .apply(
            "ToTexts",
            MapElements.into(TypeDescriptor.of(ScoredText.class))
                .via(
                    document ->
                        new ScoredText(
                            document.language(),
                            OptionalDouble.of(document.languageScore()),
                            document.text())))
        .setCoder(ScoredTextCoder.of());
  }
}
