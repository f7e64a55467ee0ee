package io.millrace.training.runtime;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Action.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Does one worker's actions of a schedule in order, each as soon as its inputs are there. */
final class StageWorker implements Callable<StageWorker.Report> {

  /**
   * What a worker did.
   *
   * @param losses of the last stage, by micro-batch: one sum when training, or one value a position
   * @param busyNanos time spent in actions
   * @param startNanos when its first action began
   * @param endNanos when its last action ended
   */
  record Report(Map<Integer, float[]> losses, long busyNanos, long startNanos, long endNanos) {}

  private final PipelineSession session;
  private final List<Action> actions;
  private final List<MicroBatch> microBatches;
  private final Purpose purpose;
  private final Gate gate;
  private final Map<Integer, float[]> losses = new HashMap<>();

  StageWorker(
      PipelineSession session,
      List<Action> actions,
      List<MicroBatch> microBatches,
      Purpose purpose,
      Gate gate) {
    this.session = session;
    this.actions = actions;
    this.microBatches = microBatches;
    this.purpose = purpose;
    this.gate = gate;
  }

  @Override
  public Report call() throws InterruptedException {
    long busyNanos = 0;
    long startNanos = Long.MAX_VALUE;
    long endNanos = Long.MIN_VALUE;
    for (Action action : actions) {
      awaitInput(action);
      long start = System.nanoTime();
      perform(action);
      endNanos = System.nanoTime();
      startNanos = Math.min(startNanos, start);
      busyNanos += endNanos - start;
      gate.open(action);
    }
    return new Report(losses, busyNanos, startNanos, endNanos);
  }

  private void awaitInput(Action action) throws InterruptedException {
    int stage = action.stage();
    if (action.kind() == Kind.FORWARD && stage > 0) {
      gate.await(Action.forward(stage - 1, action.microBatch()));
    }
    if (action.kind() == Kind.BACKWARD && stage < session.stages() - 1) {
      gate.await(Action.backward(stage + 1, action.microBatch()));
    }
  }

  private void perform(Action action) {
    StageRunner runner = session.runner(action.stage());
    MicroBatch microBatch = microBatches.get(action.microBatch());
    try {
      switch (action.kind()) {
        case FORWARD -> forward(action, runner, microBatch);
        case BACKWARD -> runner.backward(microBatch);
        case RECOMPUTE -> runner.recompute(microBatch);
      }
    } catch (RuntimeException e) {
      throw new PipelineException("stage " + action.stage() + ", " + action + " failed", e);
    }
  }

  private void forward(Action action, StageRunner runner, MicroBatch microBatch) {
    float[] loss =
        switch (purpose) {
          case TRAINING -> new float[] {runner.forward(microBatch)};
          case EVALUATION -> runner.evaluate(microBatch);
        };
    if (action.stage() == session.stages() - 1) {
      losses.put(action.microBatch(), loss);
    }
  }
}
