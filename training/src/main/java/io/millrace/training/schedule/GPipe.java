package io.millrace.training.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * GPipe (1811.06965, Figure 2c): all forwards, then all backwards in the opposite order. Keeps the
 * activations of every micro-batch.
 */
public final class GPipe implements PipelineSchedule {
  @Override
  public Schedule schedule(int workers, MicroBatches microBatches) {
    List<List<Action>> actions = new ArrayList<>();
    for (int stage = 0; stage < workers; stage++) {
      List<Action> ofStage = new ArrayList<>();
      for (int i = 0; i < microBatches.count(); i++) {
        ofStage.add(Action.forward(stage, i));
      }
      for (int i = microBatches.count() - 1; i >= 0; i--) {
        ofStage.add(Action.backward(stage, i));
      }
      actions.add(ofStage);
    }
    return new Schedule(workers, actions);
  }
}
