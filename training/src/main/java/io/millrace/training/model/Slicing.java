package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;

/**
 * Into how many parts positions are cut where whole ones would take much memory. Results are the
 * same for any numbers, but for the order of additions.
 *
 * @param queryBlocks of a chunk in attention, whose scores take heads × queries × keys
 * @param pastBlocks of the keys of earlier chunks in attention
 * @param logitSlices of a chunk in the loss, whose logits take positions × vocabulary
 */
public record Slicing(int queryBlocks, int pastBlocks, int logitSlices) {
  /** Nothing is cut. */
  public static final Slicing NONE = new Slicing(1, 1, 1);

  private static final int QUERIES_PER_BLOCK = 128;

  private static final int PAST_PER_BLOCK = 4096;

  /** Keeps the graph small: each pair of blocks of queries and of the past is some thirty nodes. */
  private static final int MOST_PAIRS = 64;

  private static final long LOGITS_PER_SLICE = 1L << 22;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public Slicing {
    if (Math.min(queryBlocks, Math.min(pastBlocks, logitSlices)) < 1) {
      throw new IllegalArgumentException(
          "there is at least one part: " + queryBlocks + ", " + pastBlocks + ", " + logitSlices);
    }
  }

  /**
   * The parts that keep scores and logits small.
   *
   * @param chunkTokens positions of the longest chunk
   * @param maxSequenceTokens positions of the longest sequence
   */
  public static Slicing of(ModelConfig model, int chunkTokens, int maxSequenceTokens) {
    long logits = (long) chunkTokens * model.vocabularySize();
    long queryBlocks = parts(chunkTokens, QUERIES_PER_BLOCK);
    long pastBlocks = parts(maxSequenceTokens, PAST_PER_BLOCK);
    return new Slicing(
        Math.toIntExact(queryBlocks),
        Math.toIntExact(Math.max(1, Math.min(pastBlocks, MOST_PAIRS / queryBlocks))),
        Math.toIntExact(parts(logits, LOGITS_PER_SLICE)));
  }

  private static long parts(long whole, long part) {
    return (whole + part - 1) / part;
  }
}
