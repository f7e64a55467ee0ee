package io.millrace.training.runtime;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Action.Kind;
import io.millrace.training.schedule.simulate.Timeline.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Does one worker's actions of a schedule in order, each as soon as its inputs are there. */
final class StageWorker implements Callable<StageWorker.Report> {

  /**
   * What a worker did.
   *
   * @param losses of the last stage, by micro-batch: one sum when training, or one value a position
   * @param intervals when its actions ran, in seconds since any one moment
   */
  record Report(Map<Integer, float[]> losses, List<Interval> intervals) {}

  private static final double NANOS_PER_SECOND = 1e9;

  private final PipelineSession session;
  private final List<Action> actions;
  private final List<MicroBatch> microBatches;
  private final Purpose purpose;
  private final Gate gate;
  private final Set<Action> recomputations;
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
    this.recomputations =
        actions.stream()
            .filter(action -> action.kind() == Kind.RECOMPUTE)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Report call() throws InterruptedException {
    List<Interval> intervals = new ArrayList<>();
    for (Action action : actions) {
      if (action.awaits(session.stages()).isPresent()) {
        gate.await(action.awaits(session.stages()).get());
      }
      long start = System.nanoTime();
      perform(action);
      long end = System.nanoTime();
      intervals.add(new Interval(action, start / NANOS_PER_SECOND, end / NANOS_PER_SECOND));
      gate.open(action.delivers());
    }
    return new Report(losses, intervals);
  }

  private void perform(Action action) {
    StageRunner runner = session.runner(action.stage());
    MicroBatch microBatch = microBatches.get(action.microBatch());
    try {
      switch (action.kind()) {
        case FORWARD -> forward(action, runner, microBatch);
        case BACKWARD -> runner.backward(microBatch);
        case RECOMPUTE -> runner.recompute(microBatch);
        case INPUT_GRADIENT -> runner.inputGradient(microBatch);
        case WEIGHT_GRADIENT -> runner.weightGradient(microBatch);
      }
    } catch (RuntimeException e) {
      throw new PipelineException("stage " + action.stage() + ", " + action + " failed", e);
    }
  }

  private void forward(Action action, StageRunner runner, MicroBatch microBatch) {
    float[] loss =
        switch (purpose) {
          case TRAINING ->
              new float[] {
                recomputations.contains(action.as(Kind.RECOMPUTE))
                    ? runner.forwardToBeRecomputed(microBatch)
                    : runner.forward(microBatch)
              };
          case EVALUATION -> runner.evaluate(microBatch);
        };
    if (action.stage() == session.stages() - 1) {
      losses.put(action.microBatch(), loss);
    }
  }
}
