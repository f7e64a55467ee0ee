package io.millrace.training.schedule;

import io.millrace.training.schedule.MicroBatches.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * One forward, one backward (PipeDream-flush, 2006.09503), aware of dependent chunks (ChunkFlow,
 * 2503.02356, Section 4.3 and Algorithm 2): a group's backwards begin after its last forward and
 * descend. Of a group's N chunks the last K keep their activations; the others are recomputed right
 * before their backward, so that there are 2N − K forwards where N > K.
 *
 * <p>At stage s of p no more than p − s − 1 + max(1, K) chunks are alive, and one more for each
 * additional warm-up forward. Of independent micro-batches and K ≥ 1 it is plain 1F1B.
 */
public final class StateAwareOneFOneB implements PipelineSchedule {
  private final int retainedChunks;
  private final int extraWarmUp;

  /** Keeps the activations of all chunks. */
  public StateAwareOneFOneB() {
    this(Integer.MAX_VALUE, 0);
  }

  /**
   * @param retainedChunks K, at least 0
   * @param extraWarmUp forwards of each stage before its first backward beyond 1F1B's, at least 0;
   *     they fill bubbles that unequal groups leave
   */
  public StateAwareOneFOneB(int retainedChunks, int extraWarmUp) {
    if (retainedChunks < 0 || extraWarmUp < 0) {
      throw new IllegalArgumentException(
          "retainedChunks and extraWarmUp must be at least 0: "
              + retainedChunks
              + ", "
              + extraWarmUp);
    }
    this.retainedChunks = retainedChunks;
    this.extraWarmUp = extraWarmUp;
  }

  @Override
  public Schedule schedule(int workers, MicroBatches microBatches) {
    return new RetainedChunks(this::retainingAll, retainedChunks).schedule(workers, microBatches);
  }

  private Schedule retainingAll(int workers, MicroBatches microBatches) {
    List<List<Action>> actions = new ArrayList<>();
    for (int stage = 0; stage < workers; stage++) {
      actions.add(worker(stage, workers - stage - 1 + extraWarmUp, microBatches));
    }
    return new Schedule(workers, actions);
  }

  private static List<Action> worker(int stage, int warmUp, MicroBatches microBatches) {
    List<Action> actions = new ArrayList<>();
    int forwards = 0;
    int backwards = 0;
    for (Turn turn : microBatches.backwardOrder()) {
      int needed = Math.max(++backwards, turn.groupEnd()) + warmUp;
      while (forwards < Math.min(needed, microBatches.count())) {
        actions.add(Action.forward(stage, forwards++));
      }
      actions.add(Action.backward(stage, turn.microBatch()));
    }
    return actions;
  }
}
