package io.millrace.training.plan.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.training.command.CommandRun;
import io.millrace.training.data.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {
  @TempDir static Path folder;

  @Test
  void printsTheActionsOfAScheduleThenWhatItTakes() {
    CommandRun run = plan("--schedule=1f1b", "--stages=2", "--microBatches=4");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            F0 F1 B0 F2 B1 F3 B2 B3
            F0 B0 F1 B1 F2 B2 F3 B3
            makespan=15 bubble=0.2 peakActivations=2
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "--schedule=gpipe --microBatches=8, makespan=33 bubble=0.272727 peakActivations=8",
    "--schedule=1f1b --microBatches=8, makespan=33 bubble=0.272727 peakActivations=4",
    "--schedule=interleaved --microBatches=8, makespan=28.5 bubble=0.157895 peakActivations=5.5",
    "--schedule=zb-h1 --microBatches=8, makespan=27 bubble=0.111111 peakActivations=4",
    "--schedule=zb-h1 --microBatches=8 --weightTime=0, makespan=33 bubble=0.272727 peakActivations=4",
    "--schedule=1f1b --microBatches=8 --forwardTime=2, makespan=66 bubble=0.272727 peakActivations=4",
    "--schedule=1f1b --microBatches=1 --linkTime=1, makespan=18 bubble=0.833333 peakActivations=1",
    "--schedule=1f1b --lengths=4;2;1;1, makespan=56 bubble=0.571429 peakActivations=8",
    "--schedule=1f1b --lengths=2;2;2;2, makespan=42 bubble=0.428571 peakActivations=8",
    "--schedule=state-aware-1f1b --lengths=4;2;1;1 --chunkTokens=2 --retainedChunks=2, makespan=46 bubble=0.478261 peakActivations=8",
    "--schedule=state-aware-1f1b --lengths=4;2;1;1 --chunkTokens=2 --retainedChunks=2 --extraWarmUp=1, makespan=42 bubble=0.428571 peakActivations=8",
    "--schedule=state-aware-1f1b --lengths=4;2;1;1 --chunkTokens=2 --retainedChunks=2 --groupOrder=dependent-first, makespan=42 bubble=0.428571 peakActivations=8",
    "--schedule=state-aware-1f1b --lengths=4;2;1;1 --chunkTokens=2 --retainedChunks=1, makespan=48 bubble=0.458333 peakActivations=6",
    "--schedule=state-aware-1f1b --lengths=4;2;1;1 --chunkTokens=4 --retainedChunks=1, makespan=60 bubble=0.6 peakActivations=8",
  })
  void fourStagesTakeTheKnownTimes(String options, String expected) {
    List<String> arguments = new ArrayList<>(List.of("--stages=4"));
    arguments.addAll(List.of(options.replace(';', ',').split(" ")));
    CommandRun run = plan(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(4)).isEqualTo(expected);
  }

  @Test
  void theSearchReaches42OnChunkFlowsExampleAndTellsItsMemory() throws IOException {
    Path output = folder.resolve("plan.json");
    CommandRun run =
        example("--chunkTokens=2", "--groupOrder=standalone-first", "--output=" + output);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern(
            "2  2 +state-aware-1f1b  \\+1 +standalone +42\\.00 +42\\.86 +8\\.00  no\n");
    JsonNode plans = new ObjectMapper().readTree(output.toFile()).path("plans");
    assertThat(plans)
        .anySatisfy(
            plan -> {
              assertThat(plan.path("makespan").asDouble()).isEqualTo(42);
              assertThat(plan.path("retained_chunks").asInt()).isEqualTo(2);
              assertThat(plan.path("extra_warm_up").asInt()).isEqualTo(1);
              assertThat(plan.path("peak_memory").asDouble()).isEqualTo(8);
            });
  }

  @Test
  void theSearchDrawsTheBestAndNamesTheBestThatTrainRuns() throws IOException {
    Path trace = folder.resolve("trace.json");
    CommandRun run = example("--trace=" + trace);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "  0 |",
            "  3 |",
            "The best that train runs: --stages=4 --chunkTokens=1 --schedule=zb-h1");
    assertThat(new ObjectMapper().readTree(trace.toFile()).path("traceEvents")).isNotEmpty();
  }

  @Test
  void plansThatNeedMoreMemoryThanADeviceHasAreLeftOut() throws IOException {
    Path output = folder.resolve("small.json");
    CommandRun run = example("--deviceMemoryTokens=4", "--output=" + output);
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode plans = new ObjectMapper().readTree(output.toFile()).path("plans");
    assertThat(plans)
        .isNotEmpty()
        .allSatisfy(plan -> assertThat(plan.path("peak_memory").asDouble()).isLessThanOrEqualTo(4));
  }

  @Test
  void aModelIsPlannedForTheLengthsOfADataSet() {
    Path data = folder.resolve("data");
    List<String> texts = List.of("a river", "the mill turns and turns all day", "the wheel");
    Shards.write(data, List.of(texts), texts, 2);
    CommandRun run =
        plan(
            "--data=" + data,
            "--layers=3",
            "--width=16",
            "--batches=2",
            "--globalBatchSequences=4");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("tokens/s", "memory MiB", "2+1", "--stageLayers=");
  }

  @Test
  void lengthsMayBeInAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("lengths"), "4 2\n1,1\n\n9 9 9 9\n");
    CommandRun run =
        plan("--schedule=1f1b", "--lengths=" + file, "--stages=4", "--globalBatchSequences=4");
    assertThat(run.out()).contains("makespan=56 ");
    Files.writeString(file, "4\nfour\n");
    CommandRun wrong = plan("--lengths=" + file);
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains(file + ", line 2: 'four'");
  }

  @Test
  void aScheduleFromAFileIsSimulated() throws IOException {
    Path file = Files.writeString(folder.resolve("my.schedule"), "F0 F1 B0 B1\nF0 B0 F1 B1\n");
    assertThat(plan("--schedule=" + file, "--gantt").out())
        .startsWith("F0 F1 B0 B1\nF0 B0 F1 B1\nmakespan=9 ")
        .contains("  1 |");
    CommandRun other = plan("--schedule=" + file, "--microBatches=3");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("my.schedule has 2 micro-batches, and there are 3");
    Files.writeString(file, "F0 F1 B0 B1\nF0 B0 F1\n");
    CommandRun incomplete = plan("--schedule=" + file);
    assertThat(incomplete.exitCode()).isEqualTo(2);
    assertThat(incomplete.err()).contains("stage 1: 1B1 is missing");
    Files.writeString(file, "F0 F1 B0 B1\nF0 B0 F1 Q1\n");
    assertThat(plan("--schedule=" + file).err()).contains("my.schedule, line 2, column 10: 'Q1'");
  }

  @ParameterizedTest
  @CsvSource({
    "--schedule=zigzag --microBatches=2, zigzag",
    "--schedule=1f1b, --microBatches",
    "--schedule=1f1b --microBatches=2 --chunkTokens=2, --chunkTokens",
    "--schedule=1f1b --microBatches=2 --lengths=1, --lengths",
    "--schedule=1f1b --microBatches=2 --weightTime=9, --weightTime",
    "--lengths=none, --lengths=none",
    "--lengths=4;0, at least 1 token",
    "--stages=2, --data",
    "--lengths=4 --stages=9, --stages=9 needs as many --layers",
    "--lengths=4 --heads=3, --heads=3",
    "--lengths=4 --head=loose, --head=loose",
    "--lengths=4 --groupOrder=any, --groupOrder=any",
    "--lengths=4 --deviceMemoryTokens=4, --deviceMemoryMebibytes",
    "--lengths=4 --forwardTime=1 --deviceMemoryMebibytes=4, --deviceMemoryTokens",
    "--lengths=4;2 --chunkTokens=4 --forwardTime=1 --deviceMemoryTokens=3, smallest needs 4 tokens",
    "--data=nowhere, nowhere",
    "--stages=0 --lengths=4, --stages=0"
  })
  void whatDoesNotFitIsBadUsage(String options, String named) {
    CommandRun run = plan(options.replace(';', ',').split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(named);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theHelpHasExamples() {
    CommandRun run = plan("--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("bin/millrace plan --data=", "--retainedChunks=INT");
  }

  @Test
  void theLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    String expected = example().out();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(example().out()).isEqualTo(expected);
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(example().out()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static CommandRun example(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--lengths=4,2,1,1", "--stages=4", "--forwardTime=1", "--backwardTime=2"));
    arguments.addAll(List.of(options));
    return plan(arguments.toArray(String[]::new));
  }

  private static CommandRun plan(String... options) {
    List<String> arguments = new ArrayList<>(List.of("plan"));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
