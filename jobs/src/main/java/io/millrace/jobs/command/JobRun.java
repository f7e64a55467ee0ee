package io.millrace.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.manifest.InputFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.jobs.options.OutputOptions;
import io.millrace.jobs.options.RunOptions;
import io.millrace.jobs.options.TokenizerOutputOptions;
import io.millrace.jobs.summary.RunContext;
import io.millrace.jobs.summary.SummaryTable;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The frame of every job: looks at what is there, runs the pipeline, and prints what it did. */
final class JobRun {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("'run-'uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Options that say where and how to run, not what comes out. */
  private static final Set<String> NO_PART_OF_THE_RESULT =
      Set.of(
          "--output",
          "--overwrite",
          "--dryRun",
          "--append",
          "--runId",
          "--maxDeadLetterRatio",
          "--input",
          "--batchBytes");

  private final CommandSpec spec;
  private final RunOptions settings;
  private final JobOutput output;
  private final boolean append;
  private final double maxDeadLetterRatio;
  private final JobExecution execution;

  /**
   * A job that fills a folder. Makes the file systems that the options set up known to Beam.
   *
   * @param spec the command
   * @param output where it writes
   * @param beamArguments the arguments that are none of the command's own
   * @throws UsageException if one of them is no option of Beam's either
   */
  JobRun(CommandSpec spec, OutputOptions output, List<String> beamArguments) {
    this(
        spec,
        output,
        JobOutput.folder(output.output),
        output.append,
        output.maxDeadLetterRatio,
        beamArguments);
  }

  /**
   * A job that writes a file. Makes the file systems that the options set up known to Beam.
   *
   * @param spec the command
   * @param output where it writes
   * @param beamArguments the arguments that are none of the command's own
   * @throws UsageException if one of them is no option of Beam's either
   */
  JobRun(CommandSpec spec, TokenizerOutputOptions output, List<String> beamArguments) {
    this(spec, output, JobOutput.file(output.output), false, 1, beamArguments);
  }

  private JobRun(
      CommandSpec spec,
      RunOptions settings,
      JobOutput output,
      boolean append,
      double maxDeadLetterRatio,
      List<String> beamArguments) {
    this.spec = spec;
    this.settings = settings;
    this.output = output;
    this.append = append;
    this.maxDeadLetterRatio = maxDeadLetterRatio;
    PipelineOptions options = BeamOptions.parse(spec, beamArguments);
    this.execution = new JobExecution(options);
    FileSystems.setDefaultPipelineOptions(options);
    output.checkFileSystem();
  }

  /**
   * Runs a pipeline to its end, unless its results are there already.
   *
   * @param inputs the files it reads
   * @param build adds the job's steps to a pipeline
   * @return the exit code
   */
  int run(List<InputFile> inputs, BiConsumer<Pipeline, RunContext> build) throws IOException {
    return run(inputs, build, SummaryTable::of);
  }

  /**
   * Runs a pipeline to its end, unless its results are there already.
   *
   * @param inputs the files it reads
   * @param build adds the job's steps to a pipeline
   * @param table what to print at the end, from the contents of {@code summary.json}
   * @return the exit code
   */
  int run(
      List<InputFile> inputs,
      BiConsumer<Pipeline, RunContext> build,
      Function<JsonNode, String> table)
      throws IOException {
    return run(inputs, JobWork.atOnce(execution, build), table);
  }

  /**
   * Runs to its end what may read in batches, unless its results are there already. It does so if
   * there are several and the run waits, for a job that nobody waits for is one pipeline.
   *
   * @param inputs the files it reads
   * @param reading reads them in batches
   * @param atOnce adds all steps to a pipeline
   * @param afterReading adds the steps after the reading of batches to a pipeline
   * @return the exit code
   */
  int run(
      List<InputFile> inputs,
      BatchedReading reading,
      BiConsumer<Pipeline, RunContext> atOnce,
      BiConsumer<Pipeline, RunContext> afterReading)
      throws IOException {
    if (!execution.waits()) {
      return run(inputs, atOnce);
    }
    JobWork work =
        reading.isWorthwhile()
            ? JobWork.atOnce(execution, afterReading).after(reading, execution)
            : JobWork.atOnce(execution, atOnce);
    return run(inputs, work.sweeping(reading), SummaryTable::of);
  }

  private int run(List<InputFile> inputs, JobWork work, Function<JsonNode, String> table)
      throws IOException {
    long startedMillis = System.currentTimeMillis();
    Manifest earlier = manifestAt(output.manifestPath());
    int generation = append && earlier != null ? earlier.generation() + 1 : 1;
    RunContext run = context(inputs, generation, startedMillis);
    if (earlier != null
        && (earlier.answers(run.options(), run.inputs())
            || (append && earlier.runId().equals(settings.runId)))) {
      System.err.println(
          run.output() + " holds this very result already (run " + earlier.runId() + ")");
      return ExitCode.SUCCESS;
    }
    if (generation == 1) {
      output.check(settings.overwrite);
    }
    if (settings.dryRun) {
      return tell(run, work, earlier);
    }
    LOG.info("Run {} starts: {} files into {}", run.runId(), inputs.size(), run.output());
    work.carryOut(run);
    if (!execution.waits()) {
      System.out.println(
          run.command()
              + " was submitted as run "
              + run.runId()
              + "; "
              + output.manifestPath()
              + " comes last");
      return ExitCode.SUCCESS;
    }
    JsonNode summary = new ObjectMapper().readTree(bytes(output.summaryPath()));
    warn(run, summary.path("inputs_without_records"));
    System.out.print(table.apply(summary));
    System.out.println("\n" + run.command() + " wrote " + run.output());
    return ExitCode.SUCCESS;
  }

  private int tell(RunContext run, JobWork work, Manifest earlier) throws IOException {
    RunPlan plan = new RunPlan(run, execution.place());
    work.describe(run, plan);
    String state =
        run.generation() > 1
            ? "generation " + run.generation()
            : earlier == null ? "new" : "replaces run " + earlier.runId();
    System.out.print(
        plan.text(
            state,
            execution.temporaryFolder().orElse("io.tmp.dirs of the task managers, together")));
    System.out.println("\nnothing was done, as --dryRun asks");
    return ExitCode.SUCCESS;
  }

  private static void warn(RunContext run, JsonNode inputsWithoutRecords) {
    for (JsonNode path : inputsWithoutRecords) {
      System.err.printf(
          Locale.ROOT,
          "millrace %s: warning: %s: no record could be read; dead-letters/ says why, unless it is empty%n",
          run.command(),
          path.asText());
    }
  }

  /** The output's folder, without a slash at its end. */
  String folder() {
    return output.folder();
  }

  private RunContext context(List<InputFile> inputs, int generation, long startedMillis)
      throws IOException {
    String runId =
        settings.runId == null
            ? RUN_ID.format(Instant.ofEpochMilli(startedMillis))
            : settings.runId;
    if (!runId.matches("[A-Za-z0-9._-]+")) {
      throw new UsageException(
          "--runId=" + runId + " may hold letters, digits, '.', '_' and '-' only");
    }
    return new RunContext(
        spec.name(),
        runId,
        generation,
        output.path(),
        startedMillis,
        effectiveOptions(),
        inputs,
        maxDeadLetterRatio);
  }

  /** The options that decide what comes out, as the run understands them. */
  SortedMap<String, String> effectiveOptions() throws IOException {
    SortedMap<String, String> options = new TreeMap<>();
    for (OptionSpec option : spec.options()) {
      if (!NO_PART_OF_THE_RESULT.contains(option.longestName()) && option.getValue() != null) {
        String name = option.longestName().substring(2);
        String value = String.valueOf(option.<Object>getValue());
        options.put(name, value);
        if (option.paramLabel().contains("FILE") || option.paramLabel().equals("DIR")) {
          modified(Path.of(value)).ifPresent(time -> options.put(name + ".modified", time));
        }
      }
    }
    return options;
  }

  /** When a file, or the newest of a folder's files, was last changed. */
  private static Optional<String> modified(Path path) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    FileTime newest = Files.getLastModifiedTime(path);
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.toList()) {
        FileTime time = Files.getLastModifiedTime(file);
        newest = time.compareTo(newest) > 0 ? time : newest;
      }
    }
    return Optional.of(newest.toString());
  }

  /** The manifest of a folder, or null where there is none. */
  static Manifest manifest(String folder) throws IOException {
    return manifestAt(folder + "/" + Manifest.FILE_NAME);
  }

  private static Manifest manifestAt(String path) throws IOException {
    if (Patterns.match(path).isEmpty()) {
      return null;
    }
    return Manifest.fromJson(bytes(path), path);
  }

  private static byte[] bytes(String path) throws IOException {
    try (InputStream in =
        Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(path, false)))) {
      return in.readAllBytes();
    }
  }
}
