package io.millrace.jobs.command;

import io.millrace.io.tokenizer.bpe.BpeVocabulary;
import io.millrace.io.tokenizer.bpe.MergeSettings;
import io.millrace.jobs.options.MixtureOptions;
import io.millrace.jobs.options.TokenizerOptions;
import io.millrace.jobs.options.TokenizerOutputOptions;
import io.millrace.jobs.pipeline.LearnTokenizer;
import io.millrace.jobs.summary.FertilityTable;
import io.millrace.transforms.vocabulary.LanguageWeight;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code millrace tokenizer}. */
@Command(
    name = "tokenizer",
    description =
        "Learns a byte-level BPE vocabulary from documents, languages weighted, and writes a tokenizer.json.",
    footer =
        "bin/millrace tokenizer --input=curated --vocabularySize=65536 --languageMix=alpha:0.3 --output=tokenizer.json")
public final class TokenizerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TokenizerOptions options;
  @Mixin private MixtureOptions mix;
  @Mixin private TokenizerOutputOptions output;
  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    JobRun job = new JobRun(spec, output, beamArguments);
    LearnTokenizer.Recipe recipe =
        new LearnTokenizer.Recipe(
            Mixtures.of(mix), options.maxWordBytes, options.maxWords, mergeSettings());
    return job.run(
        InputFiles.texts("--input", options.inputs),
        (pipeline, run) -> LearnTokenizer.build(pipeline, run, recipe),
        FertilityTable::of);
  }

  private MergeSettings mergeSettings() {
    checkSpecialTokens();
    try {
      return new MergeSettings(
          options.vocabularySize,
          options.minFrequency << LanguageWeight.FRACTION_BITS,
          options.maxTokenBytes,
          options.specialTokens);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--vocabularySize: " + e.getMessage(), e);
    }
  }

  private void checkSpecialTokens() {
    try {
      BpeVocabulary.builder(options.specialTokens);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--specialToken: " + e.getMessage(), e);
    }
  }
}
