package io.millrace.training.schedule;

import io.millrace.training.schedule.Action.Kind;
import io.millrace.training.schedule.MicroBatches.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Zero-bubble H1 (2401.10241, Section 2.3): 1F1B with the backward in two. Gradients of inputs go
 * on to the stage before at once; those of weights run s micro-batches later at stage s, where 1F1B
 * would wait. With equal F, I and W a third of 1F1B's idle time is left, and p micro-batches are
 * alive at every stage.
 */
public final class ZeroBubbleH1 implements PipelineSchedule {
  @Override
  public Schedule schedule(int workers, MicroBatches microBatches) {
    List<List<Action>> actions = new ArrayList<>();
    for (int stage = 0; stage < workers; stage++) {
      actions.add(worker(stage, workers - stage - 1, microBatches));
    }
    return new Schedule(workers, actions);
  }

  private static List<Action> worker(int stage, int warmUp, MicroBatches microBatches) {
    List<Action> actions = new ArrayList<>();
    List<Turn> order = microBatches.backwardOrder();
    int forwards = 0;
    for (int turn = 0; turn < order.size() + stage; turn++) {
      if (turn < order.size()) {
        int needed = Math.max(turn + 1, order.get(turn).groupEnd()) + warmUp;
        while (forwards < Math.min(needed, order.size())) {
          actions.add(Action.forward(stage, forwards++));
        }
        actions.add(new Action(stage, Kind.INPUT_GRADIENT, order.get(turn).microBatch()));
      }
      if (turn >= stage) {
        int late = order.get(turn - stage).microBatch();
        actions.add(new Action(stage, Kind.WEIGHT_GRADIENT, late));
      }
    }
    return actions;
  }
}
