package io.millrace.training.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.manifest.CodeVersion;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.InputFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.shard.ShardSchema;
import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.training.checkpoint.FileTree;
import io.millrace.training.log.RunSummary;
import io.millrace.training.log.StepLog;
import io.millrace.training.loop.TrainingData;
import io.millrace.training.store.RemoteRun;
import io.millrace.ui.command.UsageException;
import io.millrace.ui.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The output folder of a training run: whether it may be written, and what is left there. */
final class RunFolder {
  /** Options that say where and how to write, not what comes out. */
  private static final Set<String> NO_PART_OF_THE_RESULT =
      Set.of(
          "--data",
          "--output",
          "--overwrite",
          "--resume",
          "--readers",
          "--sampleLog",
          "--trace",
          "--endpoint",
          "--awsRegion",
          "--scratch",
          "--cacheMebibytes",
          "--deviceMemoryMebibytes");

  private static final String CHECKPOINTS = "checkpoints";
  private static final String REPORT = "report.html";

  /** Files and folders of a run. */
  static final List<String> OWN =
      List.of(
          Manifest.FILE_NAME,
          RunSummary.FILE_NAME,
          StepLog.FILE_NAME,
          REPORT,
          CHECKPOINTS,
          TrainingData.TOKENIZER_FILE);

  private final CommandSpec spec;
  private final TrainOptions options;
  private final TrainingData data;
  private final Path folder;
  private final Optional<RemoteRun> remote;
  private final Instant started = Instant.now(Clock.systemUTC());

  RunFolder(CommandSpec spec, TrainOptions options, TrainingData data, TrainPlaces.Output output) {
    this.spec = spec;
    this.options = options;
    this.data = data;
    this.folder = output.folder();
    this.remote = output.remote();
  }

  /** Whether a finished run with the same options over the same data is there. */
  boolean isFinished() throws IOException {
    Path file = folder.resolve(Manifest.FILE_NAME);
    return Files.exists(file)
        && Manifest.fromJson(Files.readAllBytes(file), file.toString())
            .answers(effectiveOptions(), inputs());
  }

  /**
   * Changes nothing.
   *
   * @throws UsageException if the folder holds something that neither --resume nor --overwrite
   *     covers
   */
  void check() throws IOException {
    if (!Files.exists(folder) || options.overwrite || options.resume) {
      return;
    }
    boolean occupied;
    try (Stream<Path> entries = Files.list(folder)) {
      occupied = entries.findAny().isPresent();
    }
    if (occupied) {
      throw new UsageException(
          "--output="
              + options.output
              + " holds another run; go on with it by --resume, replace it by --overwrite, or give another folder");
    }
  }

  /**
   * Makes the folder ready to be written: removes what this run replaces, and copies the data's
   * tokenizer, so that the model can be read where the data is not.
   */
  void prepare() throws IOException {
    Files.createDirectories(folder);
    if (options.resume) {
      if (remote.isPresent()) {
        remote.get().reopen();
      }
      Files.deleteIfExists(folder.resolve(Manifest.FILE_NAME));
    } else {
      if (remote.isPresent()) {
        remote.get().clear(OWN);
      }
      for (String name : OWN) {
        FileTree.delete(folder.resolve(name));
      }
    }
    Path tokenizer = data.folder().resolve(TrainingData.TOKENIZER_FILE);
    if (!data.tokenizer().kind().equals(ByteTokenizer.KIND)) {
      Files.copy(
          tokenizer,
          folder.resolve(TrainingData.TOKENIZER_FILE),
          StandardCopyOption.REPLACE_EXISTING);
      if (remote.isPresent()) {
        remote.get().upload(TrainingData.TOKENIZER_FILE);
      }
    }
  }

  /** Writes the summary, the report drawn from it, and last the manifest. */
  void finish(RunSummary summary) throws IOException {
    write(RunSummary.FILE_NAME, summary.toJson(runId()));
    SortedMap<String, Long> counts =
        new TreeMap<>(
            Map.of(
                "steps", (long) summary.steps(),
                "parameters", summary.parameters(),
                "trained_tokens", summary.trainedTokens(),
                "cut_sequences", summary.cutSequences()));
    Manifest manifest =
        new Manifest(
            ShardSchema.FORMAT_VERSION,
            "model",
            1,
            runId(),
            Instant.now(Clock.systemUTC()).toString(),
            CodeVersion.current(),
            effectiveOptions(),
            inputs(),
            data.tokenizer(),
            counts,
            Map.of(),
            files());
    write(REPORT, report(summary, manifest));
    write(Manifest.FILE_NAME, manifest.toJson());
    if (remote.isPresent()) {
      remote.get().finish();
    }
  }

  private String report(RunSummary summary, Manifest manifest) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> metrics = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(StepLog.FILE_NAME))) {
      metrics.add(mapper.readTree(line));
    }
    return Report.train(
        mapper.readTree(summary.toJson(runId())), mapper.readTree(manifest.toJson()), metrics);
  }

  private String runId() {
    return "train-" + started.truncatedTo(ChronoUnit.SECONDS);
  }

  private SortedMap<String, String> effectiveOptions() {
    SortedMap<String, String> effective = new TreeMap<>();
    for (OptionSpec option : spec.options()) {
      if (!NO_PART_OF_THE_RESULT.contains(option.longestName()) && option.getValue() != null) {
        effective.put(option.longestName().substring(2), String.valueOf(option.<Object>getValue()));
      }
    }
    return effective;
  }

  private List<InputFile> inputs() throws IOException {
    Path manifest = data.folder().resolve(Manifest.FILE_NAME);
    return List.of(
        new InputFile(
            data.place() + "/" + Manifest.FILE_NAME,
            Files.size(manifest),
            Files.getLastModifiedTime(manifest).toInstant().toString()));
  }

  private List<DataFile> files() throws IOException {
    List<Path> paths = new ArrayList<>(FileTree.files(folder.resolve(CHECKPOINTS)));
    if (Files.exists(folder.resolve(TrainingData.TOKENIZER_FILE))) {
      paths.add(folder.resolve(TrainingData.TOKENIZER_FILE));
    }
    List<DataFile> files = new ArrayList<>();
    for (Path file : paths) {
      files.add(FileTree.listed(folder, file));
    }
    return files;
  }

  private void write(String name, String text) throws IOException {
    Path partial = folder.resolve("." + name + ".partial");
    Files.writeString(partial, text, StandardCharsets.UTF_8);
    Files.move(partial, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
