package io.millrace.training.loop;

import io.millrace.training.packing.Chunk;
import io.millrace.training.schedule.simulate.MeasuredDurations;
import io.millrace.training.schedule.simulate.Timeline;
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
   * @param measured in seconds
   * @param chunks its micro-batches
   * @return the seconds predicted, before it was learned from; empty if too little was known
   */
  OptionalDouble observe(Timeline measured, List<Chunk> chunks) {
    List<Integer> lengths = chunks.stream().map(Chunk::length).toList();
    List<Integer> pasts = chunks.stream().map(Chunk::past).toList();
    Optional<Timeline> predicted =
        steps < UNTYPICAL_STEPS + LEARNING_STEPS
            ? Optional.empty()
            : durations.predict(measured.schedule(), lengths, pasts);
    if (predicted.isPresent()) {
      measuredSeconds += measured.makespan();
      predictedSeconds += predicted.get().makespan();
    }
    if (steps++ >= UNTYPICAL_STEPS) {
      durations.learn(measured, lengths, pasts);
    }
    return predicted.isPresent()
        ? OptionalDouble.of(predicted.get().makespan())
        : OptionalDouble.empty();
  }

  /** All measured time over all predicted time, of the steps that were predicted. */
  OptionalDouble measuredOverPredicted() {
    return predictedSeconds > 0
        ? OptionalDouble.of(measuredSeconds / predictedSeconds)
        : OptionalDouble.empty();
  }
}
