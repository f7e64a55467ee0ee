package io.millrace.training.runtime;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Action.Kind;
import io.millrace.training.schedule.simulate.Timeline.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final int replica;
  private final List<StageRunner> runners;
  private final List<Action> actions;
  private final List<MicroBatch> microBatches;
  private final Purpose purpose;
  private final Gate gate;
  private final Set<Action> recomputations;
  private final Map<Integer, float[]> losses = new HashMap<>();

  /**
   * @param replica of the pipeline, from 0
   * @param runners of all its stages, in their order
   * @param actions of this worker
   * @param microBatches by index
   * @param gate of all workers
   */
  StageWorker(
      int replica,
      List<StageRunner> runners,
      List<Action> actions,
      List<MicroBatch> microBatches,
      Purpose purpose,
      Gate gate) {
    this.replica = replica;
    this.runners = runners;
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
      Optional<Action> awaited = action.awaits(runners.size());
      if (awaited.isPresent()) {
        gate.await(replica, awaited.get());
      }
      long start = System.nanoTime();
      perform(action);
      long end = System.nanoTime();
      intervals.add(new Interval(action, start / NANOS_PER_SECOND, end / NANOS_PER_SECOND));
      gate.open(replica, action.delivers());
    }
    return new Report(losses, intervals);
  }

  private void perform(Action action) {
    StageRunner runner = runners.get(action.stage());
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
    if (action.stage() == runners.size() - 1) {
      losses.put(action.microBatch(), loss);
    }
  }
}
