package io.millrace.jobs.command;

import io.millrace.io.manifest.InputFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.manifest.TokenizerInfo;
import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.io.tokenizer.Tokenizers;
import io.millrace.jobs.options.MixtureOptions;
import io.millrace.jobs.options.OutputOptions;
import io.millrace.jobs.options.RebalanceOptions;
import io.millrace.jobs.pipeline.Rebalance;
import io.millrace.jobs.pipeline.RebalanceRecipe;
import io.millrace.jobs.pipeline.RebalanceRecipe.Rehydration;
import io.millrace.jobs.summary.MixtureTable;
import io.millrace.transforms.decontaminate.Decontaminate;
import io.millrace.transforms.mix.MixLanguages;
import io.millrace.transforms.mix.Mixture;
import io.millrace.transforms.mix.SplitHeldOut;
import io.millrace.transforms.read.ReadTexts;
import io.millrace.transforms.takedown.TakeDown;
import io.millrace.transforms.takedown.TakedownList;
import io.millrace.transforms.write.WriteStatistics;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code millrace rebalance}. */
@Command(
    name = "rebalance",
    description = "Mixes languages, tokenizes, and writes globally shuffled training shards.",
    footer = "bin/millrace rebalance --input=curated --output=shards --languageMix=alpha:0.3")
public final class RebalanceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;
  @Mixin private RebalanceOptions options;
  @Mixin private MixtureOptions mix;
  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    JobRun job = new JobRun(spec, output, beamArguments);
    List<InputFile> documents = InputFiles.texts("--input", options.inputs);
    List<InputFile> statistics = statistics();
    List<InputFile> evaluation =
        options.evaluationTexts.isEmpty()
            ? List.of()
            : InputFiles.match("--evaluationText", options.evaluationTexts);
    RebalanceRecipe recipe =
        recipe(
            InputFiles.paths(documents),
            InputFiles.paths(statistics),
            InputFiles.paths(evaluation));
    if (output.append) {
      checkContinues(JobRun.manifest(job.folder()), job.folder(), recipe.tokenizerInfo());
    }
    List<InputFile> all = new ArrayList<>(documents);
    all.addAll(statistics);
    all.addAll(evaluation);
    return job.run(
        all, (pipeline, run) -> Rebalance.build(pipeline, run, recipe), MixtureTable::of);
  }

  /** Generations of one data set are shards whose ids mean the same. */
  private void checkContinues(Manifest earlier, String folder, TokenizerInfo tokenizer) {
    if (earlier == null || tokenizer.equals(earlier.tokenizer())) {
      return;
    }
    if (earlier.tokenizer() == null) {
      throw new UsageException(
          "--append: "
              + folder
              + " holds "
              + earlier.kind()
              + ", not shards; choose another folder");
    }
    throw new UsageException(
        "--append: "
            + folder
            + " was made with another tokenizer, "
            + describe(earlier.tokenizer())
            + ", than --tokenizer="
            + options.tokenizer
            + ", "
            + describe(tokenizer)
            + "; give the same one, or another folder");
  }

  private static String describe(TokenizerInfo tokenizer) {
    return String.format(
        Locale.ROOT,
        "%s of %d ids (sha256 %s)",
        tokenizer.kind(),
        tokenizer.vocabularySize(),
        tokenizer.sha256());
  }

  private RebalanceRecipe recipe(
      List<String> documents, List<String> statistics, List<String> evaluation) throws IOException {
    Mixture mixture = Mixtures.of(mix);
    byte[] json = tokenizerJson();
    return new RebalanceRecipe(
        ReadTexts.from(documents),
        options.takedown == null
            ? null
            : TakeDown.by(
                Configurations.checked(
                    "--takedown",
                    () -> TakedownList.read(LocalPaths.of("--takedown", options.takedown)))),
        evaluation.isEmpty() ? null : Decontaminate.against(evaluation, options.evaluationWords),
        SplitHeldOut.fraction(options.validationFraction),
        new Rehydration(options.rehydrate, statistics, options.maxWeight),
        json,
        tokenizerInfo(json),
        MixLanguages.by(mixture, options.seed).withTokenBudget(options.tokenBudget),
        mixture.phases().size(),
        options.seed,
        output.targetShardBytes,
        output.rowGroupRows);
  }

  private TokenizerInfo tokenizerInfo(byte[] json) {
    try (Tokenizer tokenizer = Tokenizers.open(json, "--tokenizer=" + options.tokenizer)) {
      return TokenizerInfo.of(tokenizer);
    } catch (IOException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /** What the quality rules removed, where weights follow from it. */
  private List<InputFile> statistics() throws IOException {
    if (options.rehydrate != Rehydration.Mode.WEIGHTS) {
      return List.of();
    }
    List<String> paths = new ArrayList<>();
    for (String input : options.inputs) {
      String folder = input.replaceFirst("(?<=.)/+$", "");
      Manifest manifest = JobRun.manifest(folder);
      if (manifest == null) {
        throw new UsageException(
            "--rehydrate=weights needs curate outputs, whose statistics tell what was removed; "
                + "--input="
                + input
                + " is none. Take --rehydrate=table instead");
      }
      manifest.files().stream()
          .map(file -> file.path())
          .filter(path -> path.startsWith(WriteStatistics.FOLDER + "/"))
          .forEach(path -> paths.add(folder + "/" + path));
    }
    return InputFiles.match("--input", paths);
  }

  private byte[] tokenizerJson() {
    if (options.tokenizer.equals(ByteTokenizer.KIND)) {
      return null;
    }
    try {
      return Files.readAllBytes(LocalPaths.of("--tokenizer", options.tokenizer));
    } catch (IOException e) {
      throw new UsageException(
          "--tokenizer=" + options.tokenizer + " cannot be read; give bytes or a tokenizer.json",
          e);
    }
  }
}
