package io.millrace.jobs.command;

import io.millrace.io.manifest.InputFile;
import io.millrace.jobs.options.CalibrateOptions;
import io.millrace.jobs.options.OutputOptions;
import io.millrace.jobs.pipeline.Calibrate;
import io.millrace.jobs.pipeline.CalibrateRecipe;
import io.millrace.jobs.summary.ProfilesTable;
import io.millrace.transforms.calibrate.CalibrationSettings;
import io.millrace.transforms.calibrate.PrecisionSettings;
import io.millrace.transforms.language.LanguageTag;
import io.millrace.transforms.read.ReadScoredTexts;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code millrace calibrate}. */
@Command(
    name = "calibrate",
    description = "Derives quality profiles, a YAML file a language, from good text and a crawl.",
    footer = {
      "bin/millrace calibrate --input=samples/crawl.warc.gz --reference='samples/expected/*_*.txt'"
          + " --minPassages=5 --output=profiles",
      "bin/millrace curate --input=samples/crawl.warc.gz --profiles=profiles --output=curated"
    })
public final class CalibrateCommand implements Callable<Integer> {
  private static final List<String> RECORDS = List.of(".parquet", ".jsonl", ".jsonl.gz");
  private static final List<String> PLAIN = List.of(".txt", ".txt.gz");

  @Spec private CommandSpec spec;
  @Mixin private CalibrateOptions options;
  @Mixin private OutputOptions output;
  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    JobRun job = new JobRun(spec, output, beamArguments);
    LanguageModels.check(options.languageModel);
    CalibrationSettings settings = settings();
    PrecisionSettings precision = precision();
    List<InputFile> crawl = crawl();
    List<InputFile> reference = reference();
    CalibrateRecipe recipe =
        new CalibrateRecipe(
            paths(crawl.stream().filter(file -> !isOf(RECORDS, file.path()))),
            paths(crawl.stream().filter(file -> isOf(RECORDS, file.path()))),
            paths(reference.stream()),
            options.languageModel,
            options.splitBytes,
            settings,
            precision,
            output.targetShardBytes);
    return job.run(
        Stream.concat(crawl.stream(), reference.stream()).distinct().toList(),
        (pipeline, run) -> Calibrate.build(pipeline, run, recipe),
        ProfilesTable::of);
  }

  private CalibrationSettings settings() {
    try {
      return new CalibrationSettings(
          options.tailFraction,
          options.stopWordCutoff,
          options.minStopWords,
          options.minLanguageScore,
          options.maxLanguageScore,
          options.passageTokens,
          options.minPassages,
          options.minCrawlDocuments);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage(), e);
    }
  }

  private PrecisionSettings precision() {
    for (String label : options.precisionLanguages) {
      if (!LanguageTag.isTag(label)) {
        throw new UsageException(
            "--precisionLanguages="
                + label
                + " is not of the form gla_Latn (ISO 639-3, ISO 15924)");
      }
    }
    return new PrecisionSettings(
        new HashSet<>(options.precisionLanguages),
        options.minAffinity,
        options.minWordCount,
        options.maxPrecisionWords);
  }

  /** Of a curate output all that was labelled, kept or dropped; else the files as they are. */
  private List<InputFile> crawl() throws IOException {
    List<InputFile> files =
        InputFiles.match(
            "--input",
            globs("--input", options.inputs, List.of("documents/", "dropped/"), RECORDS));
    for (InputFile file : files) {
      if (isOf(PLAIN, file.path())) {
        throw new UsageException(
            "--input="
                + file.path()
                + " is plain text; a crawl sample is WARC, WET, Parquet or JSON Lines");
      }
    }
    return files;
  }

  /** Of a curate output what was kept; else the files as they are. */
  private List<InputFile> reference() throws IOException {
    List<String> suffixes = Stream.of(RECORDS, PLAIN).flatMap(List::stream).toList();
    List<InputFile> files =
        InputFiles.match(
            "--reference",
            globs("--reference", options.references, List.of("documents/"), suffixes));
    for (InputFile file : files) {
      String language = ReadScoredTexts.plainLanguage(file.path());
      if (language == null && !isOf(RECORDS, file.path())) {
        throw new UsageException(
            "--reference=" + file.path() + " is none of " + String.join(", ", suffixes));
      }
      if (language != null && !LanguageTag.isTag(language)) {
        throw new UsageException(
            "--reference="
                + file.path()
                + ": plain text is named for its language, as deu_Latn.txt (ISO 639-3, ISO 15924)");
      }
    }
    return files;
  }

  private static List<String> globs(
      String option, List<String> values, List<String> folders, List<String> suffixes)
      throws IOException {
    List<String> globs = new ArrayList<>();
    for (String value : values) {
      globs.addAll(InputFiles.ofDataSet(option, value, folders, suffixes));
    }
    return globs;
  }

  private static boolean isOf(List<String> suffixes, String path) {
    return suffixes.stream().anyMatch(path::endsWith);
  }

  private static List<String> paths(Stream<InputFile> files) {
    return files.map(InputFile::path).toList();
  }
}
