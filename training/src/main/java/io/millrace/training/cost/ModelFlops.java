package io.millrace.training.cost;

import io.millrace.training.config.ModelConfig;

/**
 * Operations that a model needs for its training, whatever is computed in truth: six a weight and
 * token, and twelve times layers, width and length for the attention of each (PaLM, 2204.02311,
 * appendix B). Looking up embeddings counts for nothing, the head as any matrix.
 *
 * @param model the model's shape
 */
public record ModelFlops(ModelConfig model) {
  private static final double PER_WEIGHT = 6;
  private static final double PER_KEY = 12;

  /**
   * Of a sequence.
   *
   * @param tokens its length
   */
  public double ofSequence(int tokens) {
    double width = model.width();
    double keyValueWidth = (double) model.keyValueHeads() * model.headWidth();
    double layerWeights =
        2 * width * (width + keyValueWidth) + 3 * width * model.feedForwardWidth();
    double weights = model.layers() * layerWeights + width * model.vocabularySize();
    return tokens * (PER_WEIGHT * weights + PER_KEY * model.layers() * width * tokens);
  }
}
