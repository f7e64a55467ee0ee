package io.millrace.training.runtime;

import java.util.HashMap;
import java.util.Map;

/** Follows which micro-batches' activations a stage keeps, and counts. */
final class ActivityCounter {
  private final Map<Integer, MicroBatch> saved = new HashMap<>();
  private int forwards;
  private int recomputations;
  private int peakMicroBatches;
  private long peakChunksOfGroup;
  private long peakTokens;

  void forward() {
    forwards++;
  }

  void recomputation() {
    forwards++;
    recomputations++;
  }

  void saved(MicroBatch microBatch) {
    saved.put(microBatch.index(), microBatch);
    peakMicroBatches = Math.max(peakMicroBatches, saved.size());
    long ofGroup =
        saved.values().stream().filter(each -> each.group() == microBatch.group()).count();
    peakChunksOfGroup = Math.max(peakChunksOfGroup, ofGroup);
    long tokens = saved.values().stream().mapToLong(each -> each.chunk().length()).sum();
    peakTokens = Math.max(peakTokens, tokens);
  }

  /**
   * Checks that activations are kept.
   *
   * @throws IllegalStateException if they are not
   */
  void requireSaved(MicroBatch microBatch) {
    if (!saved.containsKey(microBatch.index())) {
      throw new IllegalStateException("no activations of micro-batch " + microBatch.index());
    }
  }

  /** Activations are not kept any more. */
  void freed(MicroBatch microBatch) {
    saved.remove(microBatch.index());
  }

  /** What was counted since the last time. */
  StageActivity take() {
    StageActivity activity =
        new StageActivity(
            forwards, recomputations, peakMicroBatches, (int) peakChunksOfGroup, peakTokens);
    forwards = 0;
    recomputations = 0;
    peakMicroBatches = 0;
    peakChunksOfGroup = 0;
    peakTokens = 0;
    return activity;
  }
}
