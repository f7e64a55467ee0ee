package io.millrace.training.config;

/**
 * What decides the numbers of a training run, devices and stages aside: the same configuration and
 * data give the same curve.
 *
 * @param model the model's shape
 * @param optimizer AdamW and clipping
 * @param learningRate the rate of each step
 * @param chunkTokens C, the most tokens of a chunk
 * @param maxSequenceTokens longer sequences are cut to this many tokens
 * @param globalBatchSequences sequences of a step
 * @param seed of the initial weights
 */
public record TrainingConfig(
    ModelConfig model,
    OptimizerConfig optimizer,
    LearningRateConfig learningRate,
    int chunkTokens,
    int maxSequenceTokens,
    int globalBatchSequences,
    long seed) {

  /** Checks the ranges. */
  public TrainingConfig {
    Checks.atLeast("--chunkTokens", chunkTokens, 1);
    Checks.atLeast("--maxSequenceTokens", maxSequenceTokens, 1);
    Checks.atLeast("--globalBatchSequences", globalBatchSequences, 1);
  }
}
