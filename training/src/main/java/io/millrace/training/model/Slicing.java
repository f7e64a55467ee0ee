package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;

/**
 * Into how many parts a chunk's positions are cut where whole ones would take much memory. Results
 * are the same for any numbers, but for the order of additions.
 *
 * @param queryBlocks of attention, whose scores take heads × queries × keys
 * @param logitSlices of the loss, whose logits take positions × vocabulary
 */
public record Slicing(int queryBlocks, int logitSlices) {
  /** Nothing is cut. */
  public static final Slicing NONE = new Slicing(1, 1);

  private static final int QUERIES_PER_BLOCK = 128;

  private static final long LOGITS_PER_SLICE = 1L << 22;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public Slicing {
    if (queryBlocks < 1 || logitSlices < 1) {
      throw new IllegalArgumentException(
          "a chunk has at least one part: " + queryBlocks + ", " + logitSlices);
    }
  }

  /**
   * The parts that keep scores and logits small.
   *
   * @param chunkTokens positions of the longest chunk
   */
  public static Slicing of(ModelConfig model, int chunkTokens) {
    long logits = (long) chunkTokens * model.vocabularySize();
    return new Slicing(
        Math.toIntExact(parts(chunkTokens, QUERIES_PER_BLOCK)),
        Math.toIntExact(parts(logits, LOGITS_PER_SLICE)));
  }

  private static long parts(long whole, long part) {
    return (whole + part - 1) / part;
  }
}
