package io.millrace.it.benchmark;

import io.millrace.training.packing.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Sequences as long as a sixteenth of chats' (LMSys-Chat-1M, of which ChunkFlow, 2503.02356, tells:
 * 99% under 4K tokens): log-normal lengths, of which 99% are under 256 tokens, and one sequence a
 * batch of the greatest length.
 */
final class ChatLengths {
  private static final double MEDIAN_TOKENS = 25;
  private static final double TOKENS_AT_99_PERCENT = 256;

  /** The 99% point of the standard normal distribution. */
  private static final double NORMAL_99_PERCENT = 2.326;

  private static final double SIGMA =
      Math.log(TOKENS_AT_99_PERCENT / MEDIAN_TOKENS) / NORMAL_99_PERCENT;

  private ChatLengths() {}

  /**
   * A batch.
   *
   * @param seed of lengths and tokens
   * @param sequences in the batch
   * @param longestTokens of the longest, which no other exceeds
   */
  static List<Sequence> batch(long seed, int sequences, int longestTokens) {
    Random random = new Random(seed);
    List<Sequence> batch = new ArrayList<>();
    batch.add(DemoModel.sequence(random, longestTokens));
    while (batch.size() < sequences) {
      long tokens = Math.round(MEDIAN_TOKENS * Math.exp(SIGMA * random.nextGaussian()));
      int length = (int) Math.max(1, Math.min(tokens, longestTokens));
      batch.add(DemoModel.sequence(random, length));
    }
    Collections.shuffle(batch, random);
    return batch;
  }
}
