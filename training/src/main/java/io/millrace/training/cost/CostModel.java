package io.millrace.training.cost;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.simulate.Durations;
import java.util.List;

/** What passes cost in time and memory. */
public interface CostModel {
  /** The unit of times. */
  String timeUnit();

  /** The unit of memory. */
  String sizeUnit();

  /**
   * The ways to cut the model that are worth a try.
   *
   * @param stages of the pipeline, virtual ones included
   * @param chunkTokens C
   * @return the layers of each stage; nothing if there cannot be so many stages
   */
  List<List<Integer>> splits(int stages, int chunkTokens);

  /**
   * The costs of a global batch.
   *
   * @param split the layers of each stage
   * @param workload the micro-batches
   */
  StageCosts of(List<Integer> split, Workload workload);

  /** The costs of one global batch on one split. */
  interface StageCosts extends Durations {
    /** The memory of the activations that an action's micro-batch keeps at its stage. */
    double activations(Action action);

    /** The memory that a stage takes besides activations. */
    double resident(int stage);
  }
}
