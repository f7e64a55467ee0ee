package io.millrace.training.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.model.Variable;
import io.millrace.training.packing.ChunkGroup;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.Batches.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ForwardTest {
  private static final ModelConfig MODEL = Batches.model(2, OutputHead.UNTIED);

  /** Exact in float and small enough for the loss's curvature. */
  private static final float STEP = 1f / 1024;

  private static PipelineSession session;

  @BeforeAll
  static void openTwoStagesWithWeightsLargeEnoughToMatter() {
    session = Batches.open(MODEL, 2);
    Random random = new Random(8);
    Map<String, float[]> weights = new LinkedHashMap<>();
    session
        .read(Variable.WEIGHT)
        .forEach(
            (name, values) -> {
              for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.3 * random.nextGaussian());
              }
              weights.put(name, values);
            });
    session.write(Variable.WEIGHT, weights);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void lossesAreThoseOfAPlainJavaModel() {
    Sequence sequence = Batches.sequences(4, 12).get(0);
    double[] expected =
        new PlainModel(MODEL, session.read(Variable.WEIGHT))
            .losses(sequence.inputs(), sequence.labels());
    int position = 0;
    for (float[] chunk : Batches.losses(session, Batches.pack(List.of(sequence), 5))) {
      for (float loss : chunk) {
        assertThat((double) loss).isCloseTo(expected[position++], within(1e-4));
      }
    }
    assertThat(position).isEqualTo(12);
  }

  @Test
  void changingOneDocumentLeavesTheLossOfItsNeighbourAsItWas() {
    List<Sequence> before = Batches.sequences(5, 7, 6);
    Sequence changed = Batches.sequences(6, 7).get(0);
    float[] losses = Batches.losses(session, oneChunk(before.get(0), before.get(1))).get(0);
    float[] others = Batches.losses(session, oneChunk(changed, before.get(1))).get(0);

    boolean firstDiffers = false;
    for (int i = 0; i < 7; i++) {
      firstDiffers |= losses[i] != others[i];
    }
    assertThat(firstDiffers).isTrue();
    for (int i = 7; i < 13; i++) {
      assertThat(others[i]).isEqualTo(losses[i]);
    }
    assertThat(session.stateSize()).isZero();
  }

  private static List<ChunkGroup> oneChunk(Sequence first, Sequence second) {
    List<ChunkGroup> groups = Batches.pack(List.of(first, second), 16);
    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).chunks().get(0).pieces()).hasSize(2);
    return groups;
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    List<Sequence> sequences = Batches.sequences(7, 21, 6, 9);
    Gradients gradients = Batches.gradients(session, Batches.pack(sequences, 8));
    Map<String, float[]> weights = session.read(Variable.WEIGHT);
    for (String name : weights.keySet()) {
      float[] gradient = gradients.byParameter().get(name);
      int steepest = 0;
      for (int i = 0; i < gradient.length; i++) {
        steepest = Math.abs(gradient[i]) > Math.abs(gradient[steepest]) ? i : steepest;
      }
      assertThat(slope(sequences, weights, name, steepest))
          .as(name)
          .isCloseTo(gradient[steepest], within(1e-3 * Math.abs(gradient[steepest])));
    }
  }

  /** The loss's slope along one weight, by central differences of the plain model. */
  private static double slope(
      List<Sequence> sequences, Map<String, float[]> weights, String name, int index) {
    float[] values = weights.get(name);
    float value = values[index];
    values[index] = value + STEP;
    double above = loss(sequences, weights);
    values[index] = value - STEP;
    double below = loss(sequences, weights);
    values[index] = value;
    return (above - below) / (2.0 * STEP);
  }

  private static double loss(List<Sequence> sequences, Map<String, float[]> weights) {
    PlainModel plain = new PlainModel(MODEL, weights);
    return sequences.stream()
        .flatMapToDouble(
            sequence -> Arrays.stream(plain.losses(sequence.inputs(), sequence.labels())))
        .sum();
  }

  @Test
  void positionsThatAreNotTrainedAddNeitherLossNorGradient() {
    Sequence sequence = Batches.sequences(9, 8).get(0);
    Sequence untrained =
        new Sequence(
            "untrained", "und_Zzzz", 8, sequence.inputs(), Batches.repeat(Sequence.UNTRAINED, 8));
    List<ChunkGroup> with = new ArrayList<>(Batches.pack(List.of(sequence), 8));
    Gradients alone = Batches.gradients(session, with);
    with.addAll(Batches.pack(List.of(untrained), 8));
    Gradients both = Batches.gradients(session, with);

    assertThat(both.loss()).isEqualTo(alone.loss());
    assertThat(both.distanceFrom(alone)).isZero();
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aFailingWorkerStopsTheRunWithItsCause() {
    try (PipelineSession failing = Batches.open(MODEL, 2)) {
      int[] tokens = {1, 2, 3};
      Sequence bad = new Sequence("bad", "und_Zzzz", 3, tokens, new int[] {1, 999, 2});
      List<ChunkGroup> groups = Batches.pack(List.of(Batches.sequences(1, 16).get(0), bad), 16);
      assertThatThrownBy(() -> Batches.gradients(failing, groups))
          .isInstanceOf(PipelineException.class)
          .rootCause()
          .hasMessageContaining("label");
    }
  }
}
