package io.millrace.training.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** All forwards and no backward: evaluation. */
public final class ForwardOnly {
  private ForwardOnly() {}

  /**
   * Lays out the forwards along the diagonals of stages and micro-batches, so that a worker of
   * several stages takes in new micro-batches while others have those it awaits.
   *
   * @param workerOfStage the worker of each stage, in the order of the stages
   * @param microBatches of the global batch
   */
  public static Schedule of(List<Integer> workerOfStage, MicroBatches microBatches) {
    int stages = workerOfStage.size();
    int workers = 1 + workerOfStage.stream().mapToInt(Integer::intValue).max().orElseThrow();
    List<List<Action>> actions = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      int own = worker;
      actions.add(
          IntStream.range(0, stages)
              .filter(stage -> workerOfStage.get(stage) == own)
              .boxed()
              .flatMap(
                  stage ->
                      IntStream.range(0, microBatches.count())
                          .mapToObj(microBatch -> Action.forward(stage, microBatch)))
              .sorted(
                  Comparator.comparingInt((Action action) -> action.stage() + action.microBatch())
                      .thenComparing(Action::microBatch))
              .toList());
    }
    return new Schedule(stages, actions);
  }
}
