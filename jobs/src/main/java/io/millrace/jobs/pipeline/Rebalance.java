package io.millrace.jobs.pipeline;

import io.millrace.jobs.summary.CommitRun;
import io.millrace.jobs.summary.RebalanceFiles;
import io.millrace.jobs.summary.RunContext;
import io.millrace.transforms.decontaminate.Decontaminate;
import io.millrace.transforms.mix.MixLanguages;
import io.millrace.transforms.mix.SplitHeldOut;
import io.millrace.transforms.rehydrate.ReadRemovals;
import io.millrace.transforms.rehydrate.Rehydrate;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.takedown.TakeDown;
import io.millrace.transforms.tokenize.SourceText;
import io.millrace.transforms.tokenize.TokenSequence;
import io.millrace.transforms.tokenize.Tokenize;
import io.millrace.transforms.write.StagedFile;
import io.millrace.transforms.write.WriteSequences;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * From documents to a training mixture: take down, decontaminate, hold out, rehydrate, tokenize,
 * mix, shuffle, write.
 */
public final class Rebalance {
  private final RunContext run;
  private final RebalanceRecipe recipe;
  private final SideStreams side = new SideStreams();

  private Rebalance(RunContext run, RebalanceRecipe recipe) {
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
  public static void build(Pipeline pipeline, RunContext run, RebalanceRecipe recipe) {
    new Rebalance(run, recipe).build(pipeline);
  }

  private void build(Pipeline pipeline) {
    PCollection<SourceText> texts = pipeline.apply("Read", recipe.read());
    if (recipe.takeDown() != null) {
      texts = counted(texts.apply("TakeDown", recipe.takeDown())).get(TakeDown.LEFT);
    }
    if (recipe.decontaminate() != null) {
      texts =
          counted(texts.apply("Decontaminate", recipe.decontaminate())).get(Decontaminate.CLEAN);
    }
    PCollectionTuple split = counted(texts.apply("SplitHeldOut", recipe.split()));
    PCollection<TokenSequence> validation =
        tokenize(split.get(SplitHeldOut.VALIDATION), "Validation", Tokenize.VALIDATION);
    PCollection<TokenSequence> train =
        tokenize(rehydrate(split.get(SplitHeldOut.TRAIN)), "Train", Tokenize.TRAIN);
    PCollectionTuple mixed = counted(train.apply("MixLanguages", recipe.mix()));

    PCollectionList.of(
            write("Train", WriteSequences.TRAIN, recipe.phases(), mixed.get(MixLanguages.MIXED)))
        .and(write("Validation", WriteSequences.VALIDATION, 1, validation))
        .apply("Files", Flatten.pCollections())
        .apply(
            "CommitRun",
            CommitRun.of(
                run,
                new RebalanceFiles(
                    recipe.selectionStages(),
                    recipe.phases(),
                    recipe.tokenizerInfo(),
                    recipe.tokenizerJson()),
                side.counts()));
  }

  private PCollectionTuple counted(PCollectionTuple outputs) {
    side.takeCounts(outputs.get(StageTags.COUNTS));
    return outputs;
  }

  private PCollection<SourceText> rehydrate(PCollection<SourceText> texts) {
    return switch (recipe.rehydration().mode()) {
      case OFF -> texts;
      case TABLE -> texts.apply("Rehydrate", Rehydrate.byTable());
      case WEIGHTS ->
          texts.apply(
              "Rehydrate",
              Rehydrate.byRemovals(
                  texts
                      .getPipeline()
                      .apply("ReadRemovals", ReadRemovals.from(recipe.rehydration().statistics())),
                  recipe.rehydration().maxWeight()));
    };
  }

  private PCollection<TokenSequence> tokenize(
      PCollection<SourceText> texts, String split, String stage) {
    return counted(texts.apply("Tokenize" + split, Tokenize.with(recipe.tokenizerJson()).as(stage)))
        .get(Tokenize.SEQUENCES);
  }

  private PCollection<StagedFile> write(
      String split, String folder, int phases, PCollection<TokenSequence> sequences) {
    return sequences.apply(
        "Write" + split,
        WriteSequences.to(
                folder,
                run.stagingFolder(),
                recipe.targetShardBytes(),
                recipe.rowGroupRows(),
                recipe.seed())
            .withPhases(phases));
  }
}
