package io.millrace.jobs.command;

import io.millrace.io.manifest.InputFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.warc.WarcLimits;
import io.millrace.jobs.options.CurateOptions;
import io.millrace.jobs.options.DedupOptions;
import io.millrace.jobs.options.ExtractOptions;
import io.millrace.jobs.options.OutputOptions;
import io.millrace.jobs.options.QualityOptions;
import io.millrace.jobs.options.ReadOptions;
import io.millrace.jobs.options.SkippableStage;
import io.millrace.jobs.pipeline.Curate;
import io.millrace.jobs.pipeline.CurateRecipe;
import io.millrace.jobs.pipeline.ReadBatch;
import io.millrace.transforms.boilerplate.BoilerplateLimits;
import io.millrace.transforms.boilerplate.RemoveBoilerplate;
import io.millrace.transforms.dedup.RemoveDuplicates;
import io.millrace.transforms.dedup.sketch.LshBands;
import io.millrace.transforms.extract.ExtractText;
import io.millrace.transforms.extract.ExtractionOptions;
import io.millrace.transforms.filter.FilterChoice;
import io.millrace.transforms.filter.FilterDocuments;
import io.millrace.transforms.language.IdentifyLanguage;
import io.millrace.transforms.language.LanguageThresholds;
import io.millrace.transforms.quality.FilterQuality;
import io.millrace.transforms.quality.LanguageProfiles;
import io.millrace.transforms.quality.PrecisionWords;
import io.millrace.transforms.quality.QualityLimits;
import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.redact.RedactPii;
import io.millrace.transforms.repair.RepairText;
import io.millrace.transforms.stage.Measurement;
import io.millrace.transforms.url.FilterUrls;
import io.millrace.transforms.url.UrlFilter;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
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
  @Mixin private ReadOptions read;
  @Mixin private CurateOptions options;
  @Mixin private ExtractOptions extract;
  @Mixin private DedupOptions dedup;
  @Mixin private QualityOptions quality;
  @Mixin private OutputOptions output;
  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    JobRun job = new JobRun(spec, output, beamArguments);
    List<InputFile> crawl = InputFiles.match("--input", read.inputs);
    RemoveDuplicates remove = removeDuplicates();
    LanguageModels.check(options.languageModel);
    String model =
        unlessSkipped(SkippableStage.LANGUAGE, LanguageModels.identity(options.languageModel));
    List<InputFile> known = KnownSignatures.match(dedup.knownSignatures, remove, model);
    Manifest earlier = output.append ? JobRun.manifest(job.folder()) : null;
    if (earlier != null) {
      checkAppends(earlier, job);
      crawl = crawl.stream().filter(file -> !earlier.inputs().contains(file)).toList();
      if (crawl.isEmpty()) {
        System.err.println(job.folder() + " holds all that --input names already");
        return ExitCode.SUCCESS;
      }
      known = new ArrayList<>(known);
      known.addAll(KnownSignatures.match(List.of(job.folder()), remove, model));
    }
    CurateRecipe recipe = recipe(InputFiles.paths(crawl), remove, InputFiles.paths(known), model);
    List<InputFile> inputs = new ArrayList<>(crawl);
    if (earlier == null) {
      inputs.addAll(known);
    }
    BatchedReading reading =
        new BatchedReading(
            crawl,
            read.batchBytes,
            (pipeline, files, folder) ->
                ReadBatch.build(pipeline, recipe.reading(read(InputFiles.paths(files))), folder));
    return job.run(
        inputs,
        reading,
        (pipeline, run) -> Curate.build(pipeline, run, recipe),
        (pipeline, run) -> Curate.build(pipeline, run, recipe, reading.folders(run)));
  }

  /** What is added must have been made as what is there was. */
  private static void checkAppends(Manifest earlier, JobRun job) throws IOException {
    SortedMap<String, String> options = job.effectiveOptions();
    if (!earlier.kind().equals("documents") || !earlier.options().equals(options)) {
      throw new UsageException(
          "--append: "
              + job.folder()
              + " was made with other options: "
              + earlier.options()
              + " instead of "
              + options
              + "; give the same ones, or another folder");
    }
  }

  private CurateRecipe recipe(
      List<String> crawl, RemoveDuplicates remove, List<String> known, String languageModel) {
    LanguageProfiles profiles = Configurations.checked("--profiles", this::profiles);
    return new CurateRecipe(
        read(crawl),
        filterUrls(),
        extract(),
        unlessSkipped(SkippableStage.LANGUAGE, identifyLanguage(profiles)),
        languageModel,
        remove,
        known,
        removeBoilerplate(),
        unlessSkipped(SkippableStage.QUALITY, filterQuality(profiles)),
        filters(),
        unlessSkipped(SkippableStage.REPAIR, RepairText.create()),
        unlessSkipped(SkippableStage.REDACT, RedactPii.create()),
        options.keepDropped,
        options.stageCounts,
        output.targetShardBytes,
        output.rowGroupRows);
  }

  private ReadCaptures read(List<String> crawl) {
    return ReadCaptures.from(crawl)
        .withSplitBytes(read.splitBytes)
        .withLimits(
            WarcLimits.DEFAULT
                .withMaxRecordBytes(read.maxRecordBytes)
                .withMaxBodyBytes(read.maxBodyBytes))
        .withNoArchive(read.noArchive);
  }

  private FilterUrls filterUrls() {
    if (options.blocklists == null) {
      return null;
    }
    UrlFilter filter =
        Configurations.checked(
            "--blocklists",
            () ->
                UrlFilter.load(
                    LocalPaths.of("--blocklists", options.blocklists), options.minSoftWords));
    return unlessSkipped(SkippableStage.URL, FilterUrls.by(filter));
  }

  private ExtractText extract() {
    ExtractionOptions settings =
        ExtractionOptions.defaults()
            .withMinContentProbability(extract.minContentProbability)
            .withMaxNesting(extract.maxNesting);
    return ExtractText.create()
        .withOptions(isSkipped(SkippableStage.EXTRACT) ? settings.withoutSelection() : settings);
  }

  private IdentifyLanguage identifyLanguage(LanguageProfiles profiles) {
    if (options.minLanguageScore > options.maxLanguageScore) {
      throw new UsageException(
          "--minLanguageScore="
              + options.minLanguageScore
              + " is more than --maxLanguageScore="
              + options.maxLanguageScore);
    }
    return IdentifyLanguage.with(options.languageModel)
        .withBounds(
            new LanguageThresholds.Bounds(options.minLanguageScore, options.maxLanguageScore))
        .withGivenThresholds(profiles::languageScore);
  }

  private RemoveDuplicates removeDuplicates() {
    RemoveDuplicates remove =
        RemoveDuplicates.create()
            .withRepresentative(dedup.representative)
            .withBands(new LshBands(dedup.bands, dedup.bandRows))
            .withShingleWords(dedup.shingleWords)
            .withMaxBandDocuments(dedup.maxBandDocuments)
            .withConvergenceRounds(dedup.convergenceRounds);
    remove =
        dedup.minSimilarity == 0
            ? remove.withoutVerification()
            : remove.withThreshold(dedup.minSimilarity);
    return unlessSkipped(
        SkippableStage.DEDUP, dedup.nearDuplicates ? remove : remove.withoutNearDuplicates());
  }

  private RemoveBoilerplate removeBoilerplate() {
    if (options.boilerplatePages == 0) {
      return null;
    }
    if (options.boilerplatePages == 1) {
      throw new UsageException(
          "--boilerplatePages=1 would remove every line; give 2 or more, or 0");
    }
    return unlessSkipped(
        SkippableStage.BOILERPLATE,
        RemoveBoilerplate.by(
            new BoilerplateLimits(options.boilerplatePages, options.boilerplateShare)));
  }

  private LanguageProfiles profiles() {
    LanguageProfiles shipped = LanguageProfiles.builtIn();
    if (quality.profiles == null) {
      return quality.shippedProfiles ? shipped : shipped.defaultAlone();
    }
    LanguageProfiles given = LanguageProfiles.load(LocalPaths.of("--profiles", quality.profiles));
    return given.over(quality.shippedProfiles ? shipped : shipped.defaultAlone());
  }

  private QualityLimits qualityLimits() {
    if (quality.minWords > quality.maxWords) {
      throw new UsageException(
          "--minWords=" + quality.minWords + " is more than --maxWords=" + quality.maxWords);
    }
    return new QualityLimits(
        quality.maxDuplicateLineCharacters,
        quality.minWords,
        quality.maxWords,
        quality.maxSymbolsPerWord,
        quality.maxBulletLines,
        quality.maxEllipsisLines,
        quality.minStopWords);
  }

  private FilterQuality filterQuality(LanguageProfiles profiles) {
    PrecisionWords words =
        Configurations.checked(
            "--precisionWords",
            () ->
                quality.precisionWords == null
                    ? PrecisionWords.none()
                    : PrecisionWords.load(
                        LocalPaths.of("--precisionWords", quality.precisionWords)));
    return FilterQuality.with(profiles).withLimits(qualityLimits()).withPrecisionWords(words);
  }

  private List<FilterDocuments> filters() {
    Set<String> names = new HashSet<>(CurateRecipe.OWN_STAGES);
    names.addAll(Measurement.stages());
    for (FilterChoice filter : quality.filters) {
      if (!names.add(filter.name())) {
        throw new UsageException(
            "--filter=" + filter + ": there is a stage '" + filter.name() + "' already");
      }
    }
    return quality.filters.stream().map(FilterDocuments::by).toList();
  }

  private boolean isSkipped(SkippableStage stage) {
    return options.skipStages.contains(stage);
  }

  private <T> T unlessSkipped(SkippableStage stage, T transform) {
    return isSkipped(stage) ? null : transform;
  }
}
