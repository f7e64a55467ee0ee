package io.millrace.training.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * One forward, one backward (PipeDream-flush, 2006.09503), aware of dependent chunks (ChunkFlow,
 * 2503.02356, Section 4.3): a group's backwards begin after its last forward and descend. Of
 * independent micro-batches it is plain 1F1B: at most p − s of them are alive at stage s of p.
 */
public final class StateAwareOneFOneB implements PipelineSchedule {
  @Override
  public Schedule schedule(int stages, MicroBatches microBatches) {
    List<List<Action>> workers = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      workers.add(worker(stage, stages - stage - 1, microBatches));
    }
    return new Schedule(stages, workers);
  }

  private static List<Action> worker(int stage, int warmUp, MicroBatches microBatches) {
    List<Action> actions = new ArrayList<>();
    int[] starts = microBatches.groupStarts();
    int forwards = 0;
    int backwards = 0;
    for (int group = 0; group + 1 < starts.length; group++) {
      for (int i = starts[group + 1] - 1; i >= starts[group]; i--) {
        int needed = Math.max(backwards + 1, starts[group + 1]) + warmUp;
        while (forwards < Math.min(needed, microBatches.count())) {
          actions.add(Action.forward(stage, forwards++));
        }
        actions.add(Action.backward(stage, i));
        backwards++;
      }
    }
    return actions;
  }
}
