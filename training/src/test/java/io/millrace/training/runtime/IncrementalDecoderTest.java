package io.millrace.training.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.model.Variable;
import io.millrace.training.packing.Sequence;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IncrementalDecoderTest {

  @ParameterizedTest
  @EnumSource(OutputHead.class)
  void predictsWhatTheTrainerDoes(OutputHead head) {
    ModelConfig model = Batches.model(3, head);
    Sequence sequence = Batches.sequences(4, 12).get(0);
    try (PipelineSession trainer = Batches.open(model, 2)) {
      trainer.write(Variable.WEIGHT, TestWeights.of(model));
      List<float[]> losses = Batches.losses(trainer, Batches.pack(List.of(sequence), 12));
      try (IncrementalDecoder decoder = new IncrementalDecoder(model, TestWeights.of(model))) {
        for (int i = 0; i < 12; i++) {
          float[] logits = decoder.read(sequence.inputs()[i]);
          assertThat(TestWeights.loss(logits, sequence.labels()[i]))
              .isCloseTo(losses.get(0)[i], within(1e-4));
          assertThat(decoder.length()).isEqualTo(i + 1);
        }
      }
    }
  }

  @Test
  void tokensReadTogetherOrApartPredictTheSame() {
    ModelConfig model = Batches.model(2, OutputHead.TIED);
    int[] ids = new Random(6).ints(1300, 0, Batches.VOCABULARY).toArray();
    try (IncrementalDecoder decoder = new IncrementalDecoder(model, TestWeights.of(model))) {
      float[] together = decoder.read(ids);
      decoder.reset();
      assertThat(decoder.length()).isZero();
      decoder.read(Arrays.copyOf(ids, 7));
      decoder.read(Arrays.copyOfRange(ids, 7, 1299));
      assertThat(decoder.read(ids[1299])).containsExactly(together, within(1e-4f));
    }
  }

  @Test
  void aMissingWeightIsNamed() {
    ModelConfig model = Batches.model(2, OutputHead.TIED);
    Map<String, float[]> weights = new LinkedHashMap<>(TestWeights.of(model));
    weights.remove("layers.1.up");
    assertThatThrownBy(() -> new IncrementalDecoder(model, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layers.1.up");
  }
}
