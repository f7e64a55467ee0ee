package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.training.checkpoint.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs of {@code train} that are killed and resumed end as if nothing had happened. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTrainIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int STEPS = 120;
  private static final int TERMINATED = 128 + 15;

  @TempDir static Path folder;

  private Path shards;
  private Path straight;

  @BeforeAll
  void trainWithoutInterruption() throws Exception {
    Path input = folder.resolve("documents.jsonl");
    Files.write(input, documents());
    shards = folder.resolve("shards");
    Cli.Result rebalance =
        Cli.millrace(
            "rebalance",
            "--input=" + input,
            "--output=" + shards,
            "--rowGroupRows=10",
            "--targetShardBytes=4096");
    assertThat(rebalance.exitCode()).as(rebalance.stderr()).isZero();
    try (Stream<Path> files = Files.list(shards.resolve("train"))) {
      assertThat(files).as("several shards").hasSizeGreaterThan(2);
    }
    straight = folder.resolve("straight");
    runToTheEnd(straight);
  }

  @Test
  void aRunKilledTwiceAndResumedWithOtherReadersIsTheStraightOne() throws Exception {
    Path killed = folder.resolve("killed");
    Random random = new Random(5);
    int first = 1 + random.nextInt(STEPS / 4);
    int second = STEPS / 3 + random.nextInt(STEPS / 4);

    killAfter(killed, first);
    killAfter(killed, second, "--resume");
    String said = runToTheEnd(killed, "--resume", "--readers=1");

    assertThat(said).contains("Going on after step ");
    assertThatItIsTheStraightRun(killed);
  }

  @Test
  void aTerminatedRunSavesItsLastStepAndGoesOnFromThere() throws Exception {
    Path terminated = folder.resolve("terminated");
    int exitCode;
    try (TrainingProcess process = start(terminated)) {
      process.awaitStep(terminated, 1 + new Random(6).nextInt(STEPS / 4));
      exitCode = process.terminate();
    }
    assertThat(exitCode).isEqualTo(TERMINATED);
    List<JsonNode> done = steps(terminated);
    int last = done.get(done.size() - 1).path("step").asInt();
    assertThat(terminated.resolve("checkpoints"))
        .isDirectoryContaining(String.format(Locale.ROOT, "glob:**step-%08d", last));

    String said = runToTheEnd(terminated, "--resume", "--readers=3");

    assertThat(said).contains("Going on after step " + last);
    assertThatItIsTheStraightRun(terminated);
  }

  @Test
  void aHalfWrittenCheckpointIsPassedOverWithAWord() throws Exception {
    Path damaged = folder.resolve("damaged");
    killAfter(damaged, STEPS / 4);
    Path newest = newestCheckpoint(damaged);
    Path weights = newest.resolve("weight.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length / 2));

    String said = runToTheEnd(damaged, "--resume");

    assertThat(said).contains("Passing over the checkpoint " + newest);
    assertThatItIsTheStraightRun(damaged);
  }

  private void killAfter(Path output, int step, String... options) throws Exception {
    try (TrainingProcess process = start(output, options)) {
      process.awaitStep(output, step);
      process.kill();
    }
  }

  private String runToTheEnd(Path output, String... options) throws Exception {
    try (TrainingProcess process = start(output, options)) {
      assertThat(process.exitCode()).as(process.said()).isZero();
      return process.said();
    }
  }

  private TrainingProcess start(Path output, String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data=" + shards,
                "--output=" + output,
                "--sampleLog=" + sampleLog(output),
                "--layers=2",
                "--width=32",
                "--chunkTokens=128",
                "--globalBatchSequences=6",
                "--steps=" + STEPS,
                "--checkpointSteps=7"));
    arguments.addAll(List.of(options));
    return TrainingProcess.start(folder.resolve(output.getFileName() + ".log"), arguments);
  }

  private void assertThatItIsTheStraightRun(Path run) throws IOException {
    assertThat(sampleLog(run)).hasSameTextualContentAs(sampleLog(straight));
    assertThat(steps(run))
        .extracting(step -> step.path("step").asInt())
        .isEqualTo(IntStream.rangeClosed(1, STEPS).boxed().toList());
    assertThat(steps(run))
        .extracting(step -> step.path("loss").asDouble())
        .isEqualTo(steps(straight).stream().map(step -> step.path("loss").asDouble()).toList());
    assertThat(tensors(run)).isNotEmpty().isEqualTo(tensors(straight));
  }

  private static Path sampleLog(Path run) {
    return folder.resolve(run.getFileName() + ".samples.jsonl");
  }

  private static List<JsonNode> steps(Path run) throws IOException {
    List<JsonNode> steps = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      JsonNode metrics = MAPPER.readTree(line);
      if (metrics.has("loss")) {
        steps.add(metrics);
      }
    }
    return steps;
  }

  private static Path newestCheckpoint(Path run) throws IOException {
    try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
      return checkpoints
          .filter(path -> path.getFileName().toString().startsWith("step-"))
          .max(Path::compareTo)
          .orElseThrow();
    }
  }

  /** Checksums of the last checkpoint's weights and moments. */
  private static SortedMap<String, String> tensors(Path run) throws IOException {
    SortedMap<String, String> checksums = new TreeMap<>();
    for (Path file : FileTree.files(newestCheckpoint(run))) {
      if (file.toString().endsWith(".safetensors")) {
        checksums.put(file.getFileName().toString(), FileTree.sha256(file));
      }
    }
    return checksums;
  }

  private static List<String> documents() {
    List<String> lines = new ArrayList<>();
    Random random = new Random(2);
    List<String> words = List.of("the", "mill", "turns", "a", "wheel", "by", "water", "all", "day");
    for (int i = 0; i < 200; i++) {
      // In no order, so that held-out texts are not near-duplicates of others.
      String text =
          random
              .ints(5 + 5 * (i % 12), 0, words.size())
              .mapToObj(words::get)
              .collect(Collectors.joining(" "));
      lines.add(String.format(Locale.ROOT, "{\"text\":\"%s\",\"language\":\"eng_Latn\"}", text));
    }
    return lines;
  }
}
