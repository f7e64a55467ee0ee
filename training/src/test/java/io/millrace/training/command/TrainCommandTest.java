package io.millrace.training.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.io.tokenizer.bpe.TokenizerJson;
import io.millrace.training.Main;
import io.millrace.training.checkpoint.FileTree;
import io.millrace.training.data.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir static Path folder;

  @BeforeAll
  static void writeShards() {
    List<String> texts = List.of("the mill turns", "the wheel turns", "the river runs");
    Shards.write(folder.resolve("data"), List.of(texts), texts, 2);
  }

  @Test
  void trainsAndSumsUp() throws IOException {
    Path output = folder.resolve("run");
    Path trace = folder.resolve("trace.json");
    CommandRun first = train(output, "--steps=2", "--trace=" + trace);
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains("unigram entropy", "held-out loss", "1 layer ");
    assertThat(output.resolve("summary.json")).content().contains("validation_bits_per_byte");
    assertThat(output.resolve("summary.json")).content().contains("\"action\" : \"B1\"");
    assertThat(trace).content().contains("\"name\" : \"1B1\"");
    assertThat(output.resolve("manifest.json")).content().contains("step-00000002");

    CommandRun again = train(output, "--steps=2");
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("already");

    CommandRun other = train(output, "--steps=3");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("--resume").contains("--overwrite");

    CommandRun resumed = train(output, "--steps=3", "--resume");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Going on after step 2");
  }

  @Test
  void dataThatHoldsNothingOutIsTrainedOnAndSaidToBeUnmeasured() throws IOException {
    Path data = folder.resolve("nothing-held-out");
    Shards.write(data, List.of(List.of("the mill turns", "the river runs")), List.of(), 2);
    Path output = folder.resolve("unmeasured");

    List<String> arguments = arguments(output, "--steps=2");
    arguments.set(1, "--data=" + data);
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("not measured");
    assertThat(output.resolve("summary.json"))
        .content()
        .contains("\"command\" : \"train\"", "\"run_id\" : \"train-")
        .doesNotContain("validation_bits_per_byte");
  }

  @Test
  void aRunThatNeedsMoreMemoryThanThereIsIsRefused() {
    CommandRun run =
        train(folder.resolve("too-large"), "--feedForwardWidth=65536", "--deviceMemoryMebibytes=8");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("CPU:0 has 8 MiB", "weights", "activations", "--chunkTokens", "--retainedChunks");
    assertThat(folder.resolve("too-large")).doesNotExist();
  }

  @Test
  void replicasThatFitAreTrained() {
    CommandRun run =
        train(
            folder.resolve("replicas-that-fit"),
            "--devices=CPU:0,CPU:1",
            "--replicas=2",
            "--stages=1",
            "--steps=1",
            "--deviceMemoryMebibytes=1024");

    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void theRunKeepsACopyOfTheDataSetsTokenizer() throws IOException {
    Path data = folder.resolve("learnt-tokenizer");
    Shards.write(data, List.of(List.of("the mill turns")), List.of("the wheel turns"), 2);
    Path definition = data.resolve("tokenizer.json");
    Files.writeString(definition, TokenizerJson.ofBytes());
    Path manifest = data.resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace("\"kind\" : \"bytes\"", "\"kind\" : \"tokenizer.json\"")
            .replace(new ByteTokenizer().sha256(), FileTree.sha256(definition)));
    Path output = folder.resolve("with-tokenizer");

    CommandRun train =
        CommandRun.of(
            "train",
            "--data=" + data,
            "--output=" + output,
            "--steps=1",
            "--layers=2",
            "--width=16");

    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(output.resolve("tokenizer.json")).hasSameBinaryContentAs(definition);
    assertThat(output.resolve("manifest.json")).content().contains("\"path\" : \"tokenizer.json\"");
  }

  @Test
  void missingDataIsBadUsage() {
    CommandRun outcome =
        CommandRun.of(
            "train", "--data=" + folder.resolve("nowhere"), "--output=" + folder.resolve("x"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("--data").contains("nowhere").contains("rebalance");
  }

  @Test
  void moreStagesThanDevicesAreBadUsage() {
    CommandRun outcome = train(folder.resolve("x"), "--stages=3");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("--stages=3").contains("CPU:0,CPU:1");
  }

  @Test
  void aDeviceThatIsNotThereIsBadUsage() {
    CommandRun outcome = train(folder.resolve("x"), "--devices=CPU:0,TPU:7");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("TPU:7");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void anUnknownScheduleIsBadUsage() {
    CommandRun outcome = train(folder.resolve("x"), "--schedule=zigzag");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("zigzag").contains("gpipe");
  }

  @Test
  void backwardsInHalvesAreTrained() {
    Path output = folder.resolve("halves");
    CommandRun outcome = train(output, "--schedule=zb-h1", "--steps=1");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(output.resolve("summary.json")).content().contains("\"action\" : \"W1\"");
  }

  @Test
  void interleavedStagesAreShownWithTheirDevices() {
    Path output = folder.resolve("interleaved");
    CommandRun outcome =
        CommandRun.of(
            "train",
            "--data=" + folder.resolve("data"),
            "--output=" + output,
            "--layers=5",
            "--width=16",
            "--chunkTokens=8",
            "--globalBatchSequences=2",
            "--steps=1",
            "--schedule=interleaved",
            "--retainedChunks=1");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(output.resolve("summary.json"))
        .content()
        .contains("\"stages\" : 4", "\"action\" : \"3B1\"", "\"device\" : \"CPU:1\"");
  }

  @Test
  void replicasDivideTheDevices() {
    Path output = folder.resolve("replicas");
    CommandRun outcome =
        train(output, "--devices=CPU:0,CPU:1,CPU:2,CPU:3", "--replicas=2", "--steps=1");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(output.resolve("summary.json")).content().contains("\"device\" : \"CPU:3\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--schedule=interleaved --stages=3 | --virtualStages=2",
        "--schedule=interleaved --stages=4 | 4 stages do not fit --layers=2",
        "--replicas=3 | --replicas=3",
        "--replicas=2 --stages=2 | --replicas=2 needs 4 devices",
        "--stageLayers=2,1 | add up to --layers=2",
        "--stageLayers=2 | each of 2 stages",
        "--devices=CPU:0,cpu1 | cpu1",
      })
  void whatDoesNotFitThePipelineIsBadUsage(String options, String named) {
    CommandRun outcome = train(folder.resolve("x"), options.split(" "));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(named);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void aScheduleFromAFileRunsWhereTheNumberOfChunksFits() throws IOException {
    Path file = folder.resolve("two.schedule");
    Files.writeString(file, "F0 B0 F1 B1\nF1 B1 F0 B0\n");
    CommandRun deadlocked = train(folder.resolve("x"), "--schedule=" + file, "--steps=1");
    assertThat(deadlocked.exitCode()).isEqualTo(2);
    assertThat(deadlocked.err()).contains("deadlock").contains("stage 0, step 1");

    Files.writeString(file, "F0 F1 B0 R1 B1\nF0 B0 F1 B1\n");
    CommandRun fits = train(folder.resolve("written"), "--schedule=" + file, "--steps=1");
    assertThat(fits.exitCode()).as(fits.err()).isZero();

    Files.writeString(file, "F0 F1 F2 B0 B1 B2\nF0 B0 F1 B1 F2 B2\n");
    CommandRun retained = train(folder.resolve("x"), "--schedule=" + file, "--retainedChunks=1");
    assertThat(retained.exitCode()).isEqualTo(2);
    assertThat(retained.err()).contains("--retainedChunks").contains("two.schedule");

    CommandRun other = train(folder.resolve("y"), "--schedule=" + file);
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("two.schedule has 3 micro-batches, and there are 2");
  }

  @Test
  void aTokenizerThatIsNotTheManifestsIsBadUsage() throws IOException {
    Path data = folder.resolve("other-tokenizer");
    Shards.write(data, List.of(List.of("text")), List.of("text"), 2);
    Path manifest = data.resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\"vocabulary_size\" : 257", "\"vocabulary_size\" : 300"));
    CommandRun outcome =
        CommandRun.of("train", "--data=" + data, "--output=" + folder.resolve("x"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("vocabularySize=300");
  }

  @Test
  void aTerminatedRunSavesACheckpointAndExitsWith143() throws Exception {
    Path output = folder.resolve("terminated");
    Process process = startTraining(output);
    try {
      while (!hasSteps(output)) {
        assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).as("ended early").isFalse();
      }
      process.destroy();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(TERMINATED);
    try (var checkpoints = Files.list(output.resolve("checkpoints"))) {
      assertThat(checkpoints).isNotEmpty();
    }
  }

  private static boolean hasSteps(Path output) throws IOException {
    Path metrics = output.resolve("metrics.jsonl");
    return Files.exists(metrics) && Files.readString(metrics).contains("\"loss\"");
  }

  private static Process startTraining(Path output) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Dorg.bytedeco.javacpp.nopointergc=true",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(arguments(output, "--steps=1000000"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("terminated.log").toFile())
        .start();
  }

  private static CommandRun train(Path output, String... options) {
    return CommandRun.of(arguments(output, options).toArray(String[]::new));
  }

  private static List<String> arguments(Path output, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--data=" + folder.resolve("data"),
                "--output=" + output,
                "--layers=2",
                "--width=16",
                "--chunkTokens=16",
                "--globalBatchSequences=2"));
    arguments.addAll(List.of(options));
    return arguments;
  }
}
