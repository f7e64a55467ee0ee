package io.millrace.training.loop;

import io.millrace.training.packing.Chunk;
import io.millrace.training.schedule.simulate.MeasuredDurations;
import io.millrace.training.schedule.simulate.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Predicts each step's time in the pipeline from those before, by simulation. */
final class PipelineForecast {
  /** TensorFlow prepares its graphs in the first. */
  private static final int UNTYPICAL_STEPS = 1;

  /** Steps to learn from before the first prediction. */
  private static final int LEARNING_STEPS = 3;

  private final MeasuredDurations durations = new MeasuredDurations();
  private int steps;
  private double measuredSeconds;
  private double predictedSeconds;

  /**
   * Compares a step with its prediction, and learns from it.
   *
   * @param measured of each replica, in seconds
   * @param chunks the micro-batches of each replica
   * @return what was predicted before it was learned from, the replicas as one; empty if too little
   *     was known
   */
  Optional<Timeline> observe(List<Timeline> measured, List<List<Chunk>> chunks) {
    Optional<Timeline> predicted = Optional.empty();
    if (steps >= UNTYPICAL_STEPS + LEARNING_STEPS) {
      predicted = predict(measured, chunks);
    }
    if (predicted.isPresent()) {
      measuredSeconds += measured.stream().mapToDouble(Timeline::makespan).max().orElseThrow();
      predictedSeconds += predicted.get().makespan();
    }
    if (steps++ >= UNTYPICAL_STEPS) {
      for (int replica = 0; replica < measured.size(); replica++) {
        durations.learn(
            measured.get(replica), lengths(chunks.get(replica)), pasts(chunks.get(replica)));
      }
    }
    return predicted;
  }

  /** All replicas; empty if the times of any are not known. */
  private Optional<Timeline> predict(List<Timeline> measured, List<List<Chunk>> chunks) {
    List<Timeline> replicas = new ArrayList<>();
    for (int replica = 0; replica < measured.size(); replica++) {
      Optional<Timeline> predicted =
          durations.predict(
              measured.get(replica).schedule(),
              lengths(chunks.get(replica)),
              pasts(chunks.get(replica)));
      if (predicted.isEmpty()) {
        return Optional.empty();
      }
      replicas.add(predicted.get());
    }
    return Optional.of(Timeline.ofReplicas(replicas));
  }

  private static List<Integer> lengths(List<Chunk> chunks) {
    return chunks.stream().map(Chunk::length).toList();
  }

  private static List<Integer> pasts(List<Chunk> chunks) {
    return chunks.stream().map(Chunk::past).toList();
  }

  /** All measured time over all predicted time, of the steps that were predicted. */
  OptionalDouble measuredOverPredicted() {
    return predictedSeconds > 0
        ? OptionalDouble.of(measuredSeconds / predictedSeconds)
        : OptionalDouble.empty();
  }
}
