package io.millrace.jobs.command;

import io.millrace.io.manifest.InputFile;
import io.millrace.io.manifest.TokenizerInfo;
import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.io.tokenizer.Tokenizers;
import io.millrace.jobs.options.OutputOptions;
import io.millrace.jobs.options.RebalanceOptions;
import io.millrace.jobs.pipeline.Rebalance;
import io.millrace.transforms.mix.LanguageMix;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    JobRun job = new JobRun(spec, output, beamArguments);
    Rebalance.Recipe recipe = recipe();
    return job.run(inputs(), (pipeline, run) -> Rebalance.build(pipeline, run, recipe));
  }

  private Rebalance.Recipe recipe() throws IOException {
    LanguageMix mix = languageMix();
    byte[] json = tokenizerJson();
    try (Tokenizer tokenizer = Tokenizers.open(json, "--tokenizer=" + options.tokenizer)) {
      return new Rebalance.Recipe(
          mix,
          json,
          new TokenizerInfo(
              tokenizer.kind(),
              tokenizer.vocabularySize(),
              tokenizer.boundaryId(),
              tokenizer.sha256()),
          options.validationFraction,
          options.seed,
          output.targetShardBytes,
          output.rowGroupRows);
    } catch (IOException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private LanguageMix languageMix() {
    try {
      return LanguageMix.parse(options.languageMix);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--languageMix: " + e.getMessage(), e);
    }
  }

  private byte[] tokenizerJson() {
    if (options.tokenizer.equals(ByteTokenizer.KIND)) {
      return null;
    }
    try {
      return Files.readAllBytes(Path.of(options.tokenizer));
    } catch (IOException e) {
      throw new UsageException(
          "--tokenizer=" + options.tokenizer + " cannot be read; give bytes or a tokenizer.json",
          e);
    }
  }

  /**
   * The files below each input folder: those that its manifest names, or all Parquet and JSON Lines
   * files.
   */
  private List<InputFile> inputs() throws IOException {
    List<String> globs = new ArrayList<>();
    for (String input : options.inputs) {
      globs.addAll(
          InputFiles.ofDataSet(
              "--input", input, List.of("documents/"), List.of(".parquet", ".jsonl", ".jsonl.gz")));
    }
    return InputFiles.match("--input", globs);
  }
}
