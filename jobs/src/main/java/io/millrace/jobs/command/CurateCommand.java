package io.millrace.jobs.command;

import io.millrace.jobs.options.CurateOptions;
import io.millrace.jobs.options.OutputOptions;
import io.millrace.jobs.pipeline.Curate;
import io.millrace.transforms.language.LanguageIdentifier;
import io.millrace.transforms.language.LanguageIdentifiers;
import io.millrace.transforms.language.LanguageTag;
import io.millrace.transforms.language.fasttext.FastTextFormatException;
import io.millrace.transforms.quality.LanguageProfiles;
import io.millrace.transforms.stage.ConfigurationException;
import io.millrace.transforms.url.UrlFilter;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code millrace curate}. */
@Command(
    name = "curate",
    description = "Turns WARC or WET files into clean documents, by language.",
    footer = "bin/millrace curate --input='crawl/*.warc.gz' --output=curated")
public final class CurateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CurateOptions options;
  @Mixin private OutputOptions output;
  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    JobRun job = new JobRun(spec, output, beamArguments);
    Curate.Recipe recipe = recipe();
    return job.run(
        InputFiles.match("--input", options.inputs),
        (pipeline, run) -> Curate.build(pipeline, run, recipe));
  }

  private Curate.Recipe recipe() {
    checkLanguageModel();
    return new Curate.Recipe(
        urlFilter(),
        options.languageModel,
        options.minLanguageScore,
        profiles(),
        options.splitBytes,
        options.keepDropped,
        output.targetShardBytes,
        output.rowGroupRows);
  }

  /** Labels become folders and choose profiles, so they must be tags. */
  private void checkLanguageModel() {
    if (options.languageModel == null) {
      return;
    }
    String option = "--languageModel=" + options.languageModel + ": ";
    try {
      LanguageIdentifier identifier =
          new LanguageIdentifiers.Source(options.languageModel).identifier();
      for (String label : identifier.labels()) {
        if (!LanguageTag.isTag(label)) {
          throw new UsageException(
              option
                  + "its label '"
                  + label
                  + "' is not of the form deu_Latn (ISO 639-3, ISO 15924)");
        }
      }
    } catch (UncheckedIOException | FastTextFormatException e) {
      throw new UsageException(option + e.getMessage(), e);
    }
  }

  private UrlFilter urlFilter() {
    try {
      return options.blocklists == null
          ? null
          : UrlFilter.load(Path.of(options.blocklists), options.minSoftWords);
    } catch (ConfigurationException e) {
      throw new UsageException("--blocklists: " + e.getMessage(), e);
    }
  }

  private LanguageProfiles profiles() {
    try {
      return options.profiles == null
          ? LanguageProfiles.builtIn()
          : LanguageProfiles.load(Path.of(options.profiles));
    } catch (ConfigurationException e) {
      throw new UsageException("--profiles: " + e.getMessage(), e);
    }
  }
}
