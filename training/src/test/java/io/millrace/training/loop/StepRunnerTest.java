package io.millrace.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.training.config.LearningRateConfig;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.loop.DivergenceGuard.Reaction;
import io.millrace.training.model.Variable;
import io.millrace.training.packing.ChunkPacker;
import io.millrace.training.packing.FirstFitDecreasing;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.DevicePlacement;
import io.millrace.training.runtime.PipelineSession;
import io.millrace.training.runtime.ScheduleExecutor;
import io.millrace.training.schedule.GPipe;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StepRunnerTest {
  private static final int BOUNDARY = 16;
  private static final TrainingConfig CONFIG =
      new TrainingConfig(
          new ModelConfig(2, 16, 4, 2, 32, BOUNDARY + 1, OutputHead.TIED, 1e4, 1e-5),
          OptimizerConfig.USUAL,
          new LearningRateConfig(0.02, 0, 10, 0.1),
          16,
          80,
          4,
          3);

  private static PipelineSession session;
  private static ScheduleExecutor executor;
  private static Map<Variable, Map<String, float[]>> initial;

  @BeforeAll
  static void open() {
    session = PipelineSession.open(CONFIG, new DevicePlacement(List.of("CPU:0", "CPU:1")), 1);
    executor = new ScheduleExecutor(session);
    initial = new LinkedHashMap<>();
    for (Variable variable : Variable.values()) {
      initial.put(variable, session.read(variable));
    }
  }

  @AfterAll
  static void close() {
    executor.close();
    session.close();
  }

  @Test
  void theUpdateIsTheSameHoweverTheBatchIsCut() throws InterruptedException {
    List<Sequence> batch = List.of(sequence(1, 40), sequence(2, 5), sequence(3, 9));
    Map<String, float[]> reference = weightsAfterAStep(batch, 64);
    for (int chunkTokens : new int[] {4, 16, 23}) {
      Map<String, float[]> weights = weightsAfterAStep(batch, chunkTokens);
      reference.forEach(
          (name, expected) ->
              assertThat(weights.get(name)).containsExactly(expected, within(2e-4f)));
    }
  }

  @Test
  void aBatchWithNothingToTrainLeavesTheWeightsAsTheyWere() throws InterruptedException {
    Sequence sequence = sequence(1, 9);
    int[] labels = new int[9];
    Arrays.fill(labels, Sequence.UNTRAINED);
    Map<String, float[]> weights =
        weightsAfterAStep(List.of(new Sequence("a", "und_Zzzz", 9, sequence.inputs(), labels)), 16);
    initial
        .get(Variable.WEIGHT)
        .forEach((name, expected) -> assertThat(weights.get(name)).isEqualTo(expected));
  }

  @Test
  void theFirstUpdateOfANormHasTheSizeOfTheRate() throws InterruptedException {
    List<Sequence> batch = List.of(sequence(1, 12));
    Map<String, float[]> weights = weightsAfterAStep(batch, 16);
    // Adam's first step has the size of the rate wherever the gradient is not near zero.
    float rate = (float) CONFIG.learningRate().at(1);
    String norm = "final_norm";
    float[] before = initial.get(Variable.WEIGHT).get(norm);
    float[] after = weights.get(norm);
    for (int i = 0; i < before.length; i++) {
      assertThat(Math.abs(after[i] - before[i])).isCloseTo(rate, within(0.01f * rate));
    }
  }

  @Test
  void aStepThatIsNoNumberStopsTheRunAndNamesTheChunksDocuments() {
    spoilTheEmbeddingOf(3, 1e30f);
    List<Sequence> batch = List.of(constant("sound", 5, 16), constant("spoilt", 3, 16));

    assertThatThrownBy(() -> runner(16).run(1, batch))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("step 1: the gradient is no number")
        .hasMessageContaining("of 2, with the documents s")
        .hasMessageContaining("--onDivergence=skip");
  }

  @Test
  void aSkippedStepLeavesTheWeightsAndTheNextStepIsSound() throws InterruptedException {
    restore();
    StepRunner runner = runner(16, new DivergenceGuard.Policy(Reaction.SKIP, 0, 1));
    Map<String, float[]> reference = weightsAfterAStep(List.of(sequence(1, 12)), 16);
    restore();
    spoilTheEmbeddingOf(3, Float.NaN);
    StepRunner.Result skipped = runner.run(1, List.of(constant("spoilt", 3, 16)));
    assertThat(skipped.skipped()).hasValueSatisfying(why -> assertThat(why).contains("spoilt"));
    session.write(Variable.WEIGHT, initial.get(Variable.WEIGHT));

    StepRunner.Result sound = runner.run(1, List.of(sequence(1, 12)));

    assertThat(sound.skipped()).isEmpty();
    assertThat(session.read(Variable.WEIGHT))
        .allSatisfy((name, values) -> assertThat(values).isEqualTo(reference.get(name)));
  }

  @Test
  void moreSkipsInARowThanAllowedStopTheRun() throws InterruptedException {
    spoilTheEmbeddingOf(3, Float.NaN);
    StepRunner runner = runner(16, new DivergenceGuard.Policy(Reaction.SKIP, 0, 1));
    List<Sequence> batch = List.of(constant("spoilt", 3, 16));
    runner.run(1, batch);

    assertThatThrownBy(() -> runner.run(2, batch))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("--maxSkippedSteps");
  }

  private static void spoilTheEmbeddingOf(int token, float value) {
    restore();
    Map<String, float[]> broken = session.read(Variable.WEIGHT);
    broken.get("embedding")[token * CONFIG.model().width()] = value;
    session.write(Variable.WEIGHT, broken);
  }

  private static Sequence constant(String id, int token, int length) {
    int[] tokens = new int[length];
    Arrays.fill(tokens, token);
    return new Sequence(id, "und_Zzzz", length, tokens, tokens);
  }

  private static Map<String, float[]> weightsAfterAStep(List<Sequence> batch, int chunkTokens)
      throws InterruptedException {
    restore();
    runner(chunkTokens).run(1, batch);
    return session.read(Variable.WEIGHT);
  }

  private static void restore() {
    initial.forEach(session::write);
  }

  private static StepRunner runner(int chunkTokens) {
    return runner(chunkTokens, DivergenceGuard.Policy.STRICT);
  }

  private static StepRunner runner(int chunkTokens, DivergenceGuard.Policy policy) {
    return new StepRunner(
        CONFIG,
        new ChunkPacker(chunkTokens, new FirstFitDecreasing()),
        new GPipe(),
        session,
        executor,
        new DivergenceGuard(policy));
  }

  private static Sequence sequence(int seed, int length) {
    int[] tokens = new Random(seed).ints(length, 0, BOUNDARY).toArray();
    return Sequence.ofDocument("document-" + seed, "und_Zzzz", length, tokens, BOUNDARY);
  }
}
