package io.millrace.jobs.pipeline;

import io.millrace.jobs.summary.CommitRun;
import io.millrace.jobs.summary.RebalanceFiles;
import io.millrace.jobs.summary.RunContext;
import io.millrace.transforms.mix.LanguageMix;
import io.millrace.transforms.mix.MixLanguages;
import io.millrace.transforms.mix.SplitHeldOut;
import io.millrace.transforms.read.ReadTexts;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.tokenize.TokenSequence;
import io.millrace.transforms.tokenize.Tokenize;
import io.millrace.transforms.write.StagedFile;
import io.millrace.transforms.write.WriteSequences;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/** From documents to a training mixture: tokenize, hold out, mix, shuffle, write. */
public final class Rebalance {
  private Rebalance() {}

  /**
   * Adds the recipe to a pipeline.
   *
   * @param pipeline empty
   * @param run the run
   * @param recipe what to do
   */
  public static void build(Pipeline pipeline, RunContext run, Recipe recipe) {
    List<String> paths = run.inputs().stream().map(input -> input.path()).toList();

    PCollectionTuple tokenized =
        pipeline
            .apply("Read", ReadTexts.from(paths))
            .apply("Tokenize", Tokenize.with(recipe.tokenizerJson()));
    PCollectionTuple split =
        tokenized
            .get(Tokenize.SEQUENCES)
            .apply("SplitHeldOut", SplitHeldOut.fraction(recipe.validationFraction()));
    PCollectionTuple mixed =
        split
            .get(SplitHeldOut.TRAIN)
            .apply("MixLanguages", MixLanguages.by(recipe.languageMix(), recipe.seed()));

    PCollection<StagedFile> train =
        write(WriteSequences.TRAIN, mixed.get(SplitHeldOut.TRAIN), "WriteTrain", run, recipe);
    PCollection<StagedFile> validation =
        write(
            WriteSequences.VALIDATION,
            split.get(SplitHeldOut.VALIDATION),
            "WriteValidation",
            run,
            recipe);

    PCollection<KV<CountKey, Tally>> counts =
        PCollectionList.of(tokenized.get(StageTags.COUNTS))
            .and(split.get(StageTags.COUNTS))
            .and(mixed.get(StageTags.COUNTS))
            .apply("Counts", Flatten.pCollections());
    PCollectionList.of(train)
        .and(validation)
        .apply("Files", Flatten.pCollections())
        .apply(
            "CommitRun",
            CommitRun.of(
                run, new RebalanceFiles(recipe.tokenizerInfo(), recipe.tokenizerJson()), counts));
  }

  private static PCollection<StagedFile> write(
      String folder,
      PCollection<TokenSequence> sequences,
      String step,
      RunContext run,
      Recipe recipe) {
    return sequences.apply(
        step,
        WriteSequences.to(
            folder,
            run.stagingFolder(),
            recipe.targetShardBytes(),
            recipe.rowGroupRows(),
            recipe.seed()));
  }

  /**
   * What to do.
   *
   * @param languageMix the languages' shares
   * @param tokenizerJson a {@code tokenizer.json}, or null for bytes
   * @param tokenizerInfo what the manifest says of it
   * @param validationFraction part of the clusters held out, from 0 to 0.5
   * @param seed of sampling and shuffle
   * @param targetShardBytes uncompressed bytes of a file
   * @param rowGroupRows rows of a row group
   */
  public record Recipe(
      LanguageMix languageMix,
      byte[] tokenizerJson,
      io.millrace.io.manifest.TokenizerInfo tokenizerInfo,
      double validationFraction,
      long seed,
      long targetShardBytes,
      int rowGroupRows) {}
}
