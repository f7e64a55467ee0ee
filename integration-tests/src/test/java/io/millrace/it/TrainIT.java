package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Trains a very small model on shards that rebalance wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path folder;

  private Path shards;
  private Path straight;

  @BeforeAll
  void trainInTwoStages() throws IOException {
    Path input = folder.resolve("documents.jsonl");
    Files.write(input, documents());
    shards = folder.resolve("shards");
    assertThat(Cli.millrace("rebalance", "--input=" + input, "--output=" + shards).exitCode())
        .isZero();
    straight = folder.resolve("straight");
    train(straight, "--steps=6", "--stages=2", "--devices=CPU:0,CPU:1");
  }

  @Test
  void everyStepIsLoggedAndTheLossFalls() throws IOException {
    List<JsonNode> steps = steps(straight);

    assertThat(steps)
        .extracting(step -> step.path("step").asInt())
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(steps.get(5).path("loss").asDouble())
        .isLessThan(steps.get(0).path("loss").asDouble());
    JsonNode summary = MAPPER.readTree(straight.resolve("summary.json").toFile());
    assertThat(summary.path("validation_bits_per_byte").asDouble()).isBetween(0.1, 9.0);
    assertThat(summary.path("unigram_entropy_bits_per_byte").asDouble()).isBetween(0.1, 8.0);
    assertThat(straight.resolve("manifest.json")).exists();
    assertThat(straight.resolve("checkpoints")).isDirectoryContaining("glob:**step-*");
  }

  @Test
  void oneStageOnOneDeviceLearnsTheSame() throws IOException {
    Path one = folder.resolve("one-stage");
    train(one, "--steps=6", "--stages=1", "--devices=CPU:0");

    List<JsonNode> expected = steps(straight);
    List<JsonNode> actual = steps(one);
    for (int i = 0; i < 6; i++) {
      double loss = expected.get(i).path("loss").asDouble();
      assertThat(actual.get(i).path("loss").asDouble()).isCloseTo(loss, within(1e-4 * loss));
    }
  }

  @Test
  void whereNoGradientComesFromTwoStagesTheCutChangesNoBit() throws IOException {
    List<List<JsonNode>> runs = new ArrayList<>();
    for (String devices : List.of("CPU:0", "CPU:0,CPU:1")) {
      Path output = folder.resolve("untied-" + devices.length());
      train(output, "--steps=6", "--head=untied", "--deviceThreads=1", "--devices=" + devices);
      runs.add(steps(output));
    }

    for (int i = 0; i < 6; i++) {
      for (String figure : List.of("loss", "gradient_norm")) {
        assertThat(runs.get(1).get(i).path(figure).asDouble())
            .as("%s of step %d", figure, i + 1)
            .isEqualTo(runs.get(0).get(i).path(figure).asDouble())
            .isPositive();
      }
    }
  }

  @Test
  void aResumedRunContinuesBitByBit() throws IOException {
    Path resumed = folder.resolve("resumed");
    train(resumed, "--steps=3", "--stages=2", "--devices=CPU:0,CPU:1");
    train(resumed, "--steps=6", "--stages=2", "--devices=CPU:0,CPU:1", "--resume");

    assertThat(steps(resumed))
        .extracting(step -> step.path("loss").asDouble())
        .isEqualTo(steps(straight).stream().map(step -> step.path("loss").asDouble()).toList());
  }

  @Test
  void anExportOfTheRunWritesTheSameTextAsTheRun() {
    Path exported = folder.resolve("exported");
    Cli.Result export = Cli.train("export", "--checkpoint=" + straight, "--output=" + exported);
    assertThat(export.exitCode()).as(export.stderr()).isZero();

    Cli.Result ofRun = Cli.train("generate", "--checkpoint=" + straight, "--prompt=the mill");
    Cli.Result ofExport = Cli.train("generate", "--checkpoint=" + exported, "--prompt=the mill");
    assertThat(ofRun.exitCode()).as(ofRun.stderr()).isZero();
    assertThat(ofRun.stdout()).startsWith("the mill").hasSizeGreaterThan(20);
    assertThat(ofExport.stdout()).isEqualTo(ofRun.stdout());
  }

  @Test
  void aFolderWithoutShardsIsBadUsage() {
    Cli.Result result =
        Cli.train(
            "train", "--data=" + folder.resolve("nowhere"), "--output=" + folder.resolve("x"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("--data").contains("nowhere");
  }

  private void train(Path output, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                "--data=" + shards,
                "--output=" + output,
                "--layers=2",
                "--width=32",
                "--heads=4",
                "--keyValueHeads=2",
                "--chunkTokens=128",
                "--globalBatchSequences=8",
                "--checkpointSteps=3",
                "--decaySteps=6"));
    args.addAll(List.of(options));
    Cli.Result result = Cli.train(args.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.stderr()).isZero();
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

  private static List<String> documents() {
    List<String> lines = new ArrayList<>();
    Random random = new Random(2);
    List<String> words = List.of("the", "mill", "turns", "a", "wheel", "by", "water", "all", "day");
    for (int i = 0; i < 120; i++) {
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
