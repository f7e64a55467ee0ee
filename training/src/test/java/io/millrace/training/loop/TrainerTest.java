package io.millrace.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.training.checkpoint.Checkpoint;
import io.millrace.training.checkpoint.CheckpointFolder;
import io.millrace.training.config.LearningRateConfig;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.data.Shards;
import io.millrace.training.log.RunSummary;
import io.millrace.training.log.StepSchedule;
import io.millrace.training.model.Stage;
import io.millrace.training.runtime.DevicePlacement;
import io.millrace.training.schedule.GPipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final int STEPS = 6;

  @TempDir static Path folder;

  private static TrainingData data;
  private static Checkpoint straight;
  private static RunSummary summary;

  @BeforeAll
  static void trainStraightThrough() throws Exception {
    Shards.write(folder.resolve("data"), List.of(texts(9), texts(6)), texts(5), 4);
    data = TrainingData.open(folder.resolve("data"));
    straight = train(plan("straight", STEPS, 7, 2));
  }

  private static List<String> texts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "the mill turns the wheel ".repeat(1 + i % 4) + i)
        .toList();
  }

  private static RunPlan plan(String output, int steps, long seed, int stages) throws IOException {
    TrainingConfig config =
        new TrainingConfig(
            new ModelConfig(2, 16, 4, 2, 32, 257, OutputHead.TIED, 1e4, 1e-5),
            OptimizerConfig.USUAL,
            new LearningRateConfig(0.02, 2, STEPS, 0.1),
            32,
            80,
            4,
            seed);
    Path path = folder.resolve(output);
    Files.createDirectories(path);
    List<String> devices = List.of("CPU:0", "CPU:1").subList(0, stages);
    return new RunPlan(
        config,
        Stage.split(2, stages).stream().map(Stage::layers).toList(),
        new DevicePlacement(devices),
        1,
        new GPipe(),
        "gpipe",
        steps,
        path,
        2,
        9,
        3,
        200,
        DivergenceGuard.Policy.STRICT,
        OptionalDouble.of(1e12),
        2,
        Optional.of(path.resolve("samples.jsonl")));
  }

  private static Checkpoint train(RunPlan plan) throws Exception {
    try (StopSignal stop = new StopSignal();
        Trainer trainer = Trainer.open(plan, data)) {
      trainer.resume();
      trainer.train(stop);
      summary = trainer.summary(0);
    }
    return new CheckpointFolder(plan.output().resolve("checkpoints"), 9).latest().orElseThrow();
  }

  @Test
  void aResumedRunIsTheSameBitByBit() throws Exception {
    train(plan("resumed", 3, 7, 2));
    Checkpoint resumed = train(plan("resumed", STEPS, 7, 2));

    assertThat(resumed.state().position()).isEqualTo(straight.state().position());
    assertThat(resumed.state().step()).isEqualTo(STEPS);
    for (var variable : CheckpointFolder.kept()) {
      straight
          .variables()
          .get(variable)
          .forEach(
              (name, entry) ->
                  assertThat(resumed.variables().get(variable).get(name).values())
                      .as("%s of %s", variable, name)
                      .isEqualTo(entry.values()));
    }
  }

  @Test
  void theSampleLogOfAResumedRunIsTheStraightOnes() throws Exception {
    RunPlan interrupted = plan("samples", 3, 7, 2);
    train(interrupted);
    Path samples = interrupted.sampleLog().orElseThrow();
    // What a run killed after its checkpoint of step 3 would leave.
    Files.writeString(
        samples, "{\"step\":4,\"ids\":[\"lost\"]}\n{\"step\":5,\"i", StandardOpenOption.APPEND);

    train(plan("samples", STEPS, 7, 2));

    assertThat(samples).hasSameTextualContentAs(folder.resolve("straight/samples.jsonl"));
    assertThat(Files.readAllLines(samples))
        .hasSize(STEPS)
        .startsWith(
            "{\"step\":1,\"ids\":[\"train/part-0-0\",\"train/part-0-1\",\"train/part-0-2\",\"train/part-0-3\"]}");
  }

  @Test
  void chunksAndReadersMayChangeOnResumption() throws Exception {
    train(plan("chunks", 3, 7, 2));
    RunPlan usual = plan("chunks", STEPS, 7, 2);
    train(
        new RunPlan(
            withChunkTokens(usual.training(), 48),
            usual.stageLayers(),
            usual.placement(),
            usual.deviceThreads(),
            usual.schedule(),
            usual.scheduleName(),
            usual.steps(),
            usual.output(),
            usual.checkpointSteps(),
            usual.keptCheckpoints(),
            usual.validationSteps(),
            usual.validationTokens(),
            usual.divergence(),
            usual.deviceFlopsPerSecond(),
            5,
            usual.sampleLog()));

    assertThat(folder.resolve("chunks/samples.jsonl"))
        .hasSameTextualContentAs(folder.resolve("straight/samples.jsonl"));
  }

  private static TrainingConfig withChunkTokens(TrainingConfig config, int chunkTokens) {
    return new TrainingConfig(
        config.model(),
        config.optimizer(),
        config.learningRate(),
        chunkTokens,
        config.maxSequenceTokens(),
        config.globalBatchSequences(),
        config.seed());
  }

  @Test
  void theLogHasEveryStepOnceAndTheLossFalls() throws Exception {
    List<String> lines = Files.readAllLines(folder.resolve("straight/metrics.jsonl"));
    assertThat(lines.stream().filter(line -> line.contains("\"loss\"")))
        .hasSize(STEPS)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "\"padding\":0.0",
                        "\"pipeline_seconds\":",
                        "\"model_flops_utilization\":"));
    // One step is no example, three are to learn from.
    assertThat(lines.stream().filter(line -> line.contains("\"predicted_pipeline_seconds\":")))
        .hasSize(STEPS - 4);
    assertThat(lines.stream().filter(line -> line.contains("validation_bits_per_byte_by_language")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("eng_Latn", "deu_Latn"));
    assertThat(loss(lines.get(lines.size() - 2))).isLessThan(0.9 * loss(lines.get(1)));
  }

  @Test
  void theSummaryHasTheLastStepAsPredictedAndAsMeasured() throws Exception {
    train(plan("summary", STEPS, 7, 2));

    List<String> lines = Files.readAllLines(folder.resolve("summary/metrics.jsonl"));
    StepSchedule predicted = summary.predictedSchedule();
    assertThat(predicted.name()).isEqualTo("gpipe");
    assertThat(predicted.rows())
        .extracting(StepSchedule.Row::device)
        .containsExactly("CPU:0", "CPU:1");
    assertThat(actions(predicted)).isNotEmpty().isEqualTo(actions(summary.schedule()));
    assertThat(lines.get(lines.size() - 2))
        .contains(
            "\"predicted_pipeline_seconds\":" + end(predicted) + ",",
            "\"pipeline_seconds\":" + end(summary.schedule()) + ",");
  }

  @Test
  void tooFewStepsToLearnFromPredictNone() throws Exception {
    train(plan("few", 4, 7, 2));

    assertThat(summary.predictedSchedule()).isNull();
    assertThat(summary.toJson("few")).contains("\"schedule\"").doesNotContain("predicted_schedule");
  }

  private static List<String> actions(StepSchedule schedule) {
    return schedule.rows().stream()
        .flatMap(row -> row.actions().stream())
        .map(StepSchedule.Pass::action)
        .toList();
  }

  private static double end(StepSchedule schedule) {
    return schedule.rows().stream()
        .flatMap(row -> row.actions().stream())
        .mapToDouble(StepSchedule.Pass::endSeconds)
        .max()
        .orElseThrow();
  }

  @Test
  void oneStageLearnsWhatTwoLearn() throws Exception {
    train(plan("one", STEPS, 7, 1));
    List<String> one = Files.readAllLines(folder.resolve("one/metrics.jsonl"));
    List<String> two = Files.readAllLines(folder.resolve("straight/metrics.jsonl"));
    for (int i = 0; i < one.size(); i++) {
      if (one.get(i).contains("\"loss\"")) {
        assertThat(loss(one.get(i))).isCloseTo(loss(two.get(i)), within(1e-4));
      }
    }
  }

  @Test
  void aRunWithAnotherSeedIsNotResumed() throws Exception {
    train(plan("seeds", 2, 7, 2));
    assertThatThrownBy(() -> train(plan("seeds", STEPS, 8, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--seed was 7 and is 8");
  }

  private static double loss(String line) {
    return Double.parseDouble(line.replaceFirst(".*\"loss\":", "").replaceFirst(",.*", ""));
  }
}
