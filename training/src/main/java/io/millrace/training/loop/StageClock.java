package io.millrace.training.loop;

import io.millrace.training.cost.StageSplit;
import io.millrace.training.log.StageLoads;
import io.millrace.training.schedule.simulate.Timeline;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Adds up how long each stage's passes take. */
final class StageClock {
  /** TensorFlow prepares its graphs in the first. */
  private static final int UNTYPICAL_STEPS = 1;

  private final double[] seconds;
  private int steps;

  /**
   * @param stages of the pipeline
   */
  StageClock(int stages) {
    this.seconds = new double[stages];
  }

  /** Adds a step of all replicas, in seconds. */
  void add(List<Timeline> replicas) {
    if (steps++ < UNTYPICAL_STEPS) {
      return;
    }
    for (Timeline timeline : replicas) {
      timeline
          .intervals()
          .forEach(
              interval ->
                  seconds[interval.action().stage()] += interval.duration() / replicas.size());
    }
  }

  /**
   * What the stages took, and the split it suggests.
   *
   * @param layers of each stage
   * @return empty if there is one stage alone, or too little was measured
   */
  Optional<StageLoads> loads(List<Integer> layers) {
    int measured = steps - UNTYPICAL_STEPS;
    if (measured < 1 || layers.size() < 2) {
      return Optional.empty();
    }
    List<Double> perStep = Arrays.stream(seconds).map(sum -> sum / measured).boxed().toList();
    int all = layers.stream().mapToInt(Integer::intValue).sum();
    List<Integer> suggested = StageSplit.measured(layers, perStep).balance(all, layers.size());
    return Optional.of(new StageLoads(layers, perStep, suggested));
  }
}
