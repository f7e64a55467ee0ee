package io.millrace.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.model.Variable;
import io.millrace.training.packing.ChunkPacker;
import io.millrace.training.packing.FirstFitDecreasing;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.Batches;
import io.millrace.training.runtime.DevicePlacement;
import io.millrace.training.runtime.PipelineSession;
import io.millrace.training.runtime.ScheduleExecutor;
import io.millrace.training.schedule.StateAwareOneFOneB;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplicasTest {
  private static final int CHUNK_TOKENS = 8;

  @ParameterizedTest
  @EnumSource(OutputHead.class)
  void replicasLearnWhatOneLearns(OutputHead head) throws InterruptedException {
    ModelConfig model = Batches.model(2, head);
    List<List<Sequence>> batches =
        List.of(
            Batches.sequences(1, 30, 9, 17, 3, 4, 8, 1),
            Batches.sequences(2, 5, 25),
            // One group for three replicas: two have nothing to do.
            Batches.sequences(3, 20));
    Run one = run(model, 1, batches);
    for (int replicas : new int[] {2, 3}) {
      Run several = run(model, replicas, batches);
      for (int step = 0; step < batches.size(); step++) {
        StepRunner.Result expected = one.steps.get(step);
        StepRunner.Result actual = several.steps.get(step);
        assertThat(actual.trainedTokens()).isEqualTo(expected.trainedTokens());
        assertThat(actual.loss() / expected.loss()).isBetween(1 - 1e-5, 1 + 1e-5);
        assertThat(actual.gradientNorm() / expected.gradientNorm()).isBetween(1 - 1e-5, 1 + 1e-5);
        assertThat(actual.timeline().workers()).hasSize(2 * replicas);
      }
      one.firstMoments.forEach(
          (name, expected) ->
              assertThat(distance(several.firstMoments.get(name), expected))
                  .as(name)
                  .isLessThan(1e-5));
    }
  }

  /** After several steps: the first moments are sums of all gradients, which no rounding hides. */
  private record Run(List<StepRunner.Result> steps, Map<String, float[]> firstMoments) {}

  private static Run run(ModelConfig model, int replicas, List<List<Sequence>> batches)
      throws InterruptedException {
    TrainingConfig config = Batches.config(model, CHUNK_TOKENS);
    DevicePlacement placement =
        new DevicePlacement(
            IntStream.range(0, 2 * replicas).mapToObj(i -> "CPU:" + i).toList(),
            replicas,
            List.of(0, 1));
    try (PipelineSession session = PipelineSession.open(config, placement, 1);
        ScheduleExecutor executor = new ScheduleExecutor(session)) {
      StepRunner runner =
          new StepRunner(
              config,
              new ChunkPacker(CHUNK_TOKENS, new FirstFitDecreasing()),
              new StateAwareOneFOneB(1, 0),
              session,
              executor,
              new DivergenceGuard(DivergenceGuard.Policy.STRICT));
      List<StepRunner.Result> steps = new java.util.ArrayList<>();
      for (List<Sequence> batch : batches) {
        steps.add(runner.run(steps.size() + 1, batch));
        assertThat(session.stateSize()).isZero();
        assertReplicasAgree(session);
      }
      return new Run(steps, session.read(Variable.FIRST_MOMENT));
    }
  }

  private static void assertReplicasAgree(PipelineSession session) {
    for (Variable variable : Variable.values()) {
      Map<String, float[]> first = session.read(variable);
      for (int replica = 1; replica < session.placement().replicas(); replica++) {
        session
            .read(variable, replica)
            .forEach((name, values) -> assertThat(values).as(name).isEqualTo(first.get(name)));
      }
    }
  }

  private static double distance(float[] actual, float[] expected) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow((double) actual[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    assertThat(norm).isPositive();
    return Math.sqrt(difference / norm);
  }
}
