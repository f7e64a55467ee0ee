package io.millrace.training.schedule.simulate;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.check.LiveActivations;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * When each action of a schedule runs.
 *
 * @param schedule what was run
 * @param timeline of each worker, in the order of its actions
 */
public record Simulation(Schedule schedule, List<List<Interval>> timeline) {

  /**
   * An action's time.
   *
   * @param action what runs
   * @param start since the beginning
   * @param end since the beginning
   */
  public record Interval(Action action, double start, double end) {}

  /** Copies the lists. */
  public Simulation {
    timeline = timeline.stream().map(List::copyOf).toList();
  }

  /** The time until all is done. */
  public double makespan() {
    return timeline.stream().flatMap(List::stream).mapToDouble(Interval::end).max().orElse(0);
  }

  /** The share of all workers' time that they are idle, in [0, 1]. */
  public double bubble() {
    double busy =
        timeline.stream()
            .flatMap(List::stream)
            .mapToDouble(interval -> interval.end() - interval.start())
            .sum();
    double span = makespan() * timeline.size();
    return span == 0 ? 0 : Math.max(0, 1 - busy / span);
  }

  /**
   * The most activations alive at once, of each worker.
   *
   * @param size of the activations of an action's micro-batch at its stage
   */
  public List<Double> peakActivations(ToDoubleFunction<Action> size) {
    return schedule.workers().stream().map(actions -> LiveActivations.peak(actions, size)).toList();
  }
}
