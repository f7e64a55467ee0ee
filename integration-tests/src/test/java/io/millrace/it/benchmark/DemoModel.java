package io.millrace.it.benchmark;

import io.millrace.training.config.LearningRateConfig;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.DevicePlacement;
import java.util.List;
import java.util.Random;

/** The model that the demo trains, on two virtual devices. */
final class DemoModel {
  static final int VOCABULARY = 257;
  static final int CHUNK_TOKENS = 512;
  static final DevicePlacement DEVICES = new DevicePlacement(List.of("CPU:0", "CPU:1"));
  static final ModelConfig CONFIG = ofWidth(128);

  private DemoModel() {}

  /** A model of the same layers and heads, and so of the same operations. */
  static ModelConfig ofWidth(int width) {
    return new ModelConfig(
        4,
        width,
        4,
        2,
        ModelConfig.usualFeedForwardWidth(width),
        VOCABULARY,
        OutputHead.TIED,
        ModelConfig.DEFAULT_ROTARY_BASE,
        ModelConfig.DEFAULT_NORM_EPSILON);
  }

  /** A training of batches of some sequences up to a length. */
  static TrainingConfig training(
      ModelConfig model, int steps, int maxSequenceTokens, int batchSequences) {
    return new TrainingConfig(
        model,
        OptimizerConfig.USUAL,
        new LearningRateConfig(1e-3, 0, steps, 0.1),
        CHUNK_TOKENS,
        maxSequenceTokens,
        batchSequences,
        1);
  }

  /** A sequence of random bytes. */
  static Sequence sequence(Random random, int tokens) {
    int boundary = VOCABULARY - 1;
    int[] ids = random.ints(tokens, 0, boundary).toArray();
    return Sequence.ofDocument("made-up", "und_Zzzz", tokens, ids, boundary);
  }
}
