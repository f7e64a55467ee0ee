package io.millrace.training.schedule.simulate;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.check.LiveActivations;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * When each action of a schedule runs, simulated or measured.
 *
 * @param schedule what was run
 * @param workers the actions of each worker, in their order
 */
public record Timeline(Schedule schedule, List<List<Interval>> workers) {

  /**
   * An action's time.
   *
   * @param action what runs
   * @param start since the beginning
   * @param end since the beginning
   */
  public record Interval(Action action, double start, double end) {
    /** With times since another beginning. */
    public Interval since(double beginning) {
      return new Interval(action, start - beginning, end - beginning);
    }

    /** From start to end. */
    public double duration() {
      return end - start;
    }
  }

  /** Copies the lists. */
  public Timeline {
    workers = workers.stream().map(List::copyOf).toList();
  }

  /**
   * Replicas of a pipeline that ran at the same time, as one: the workers of the first, then those
   * of the next. Stages and micro-batches keep the numbers that they have in their replica.
   */
  public static Timeline ofReplicas(List<Timeline> replicas) {
    if (replicas.size() == 1) {
      return replicas.get(0);
    }
    return new Timeline(
        new Schedule(
            replicas.get(0).schedule().stages(),
            replicas.stream().flatMap(each -> each.schedule().workers().stream()).toList()),
        replicas.stream().flatMap(each -> each.workers().stream()).toList());
  }

  /** All actions with their times, worker by worker. */
  public Stream<Interval> intervals() {
    return workers.stream().flatMap(List::stream);
  }

  /** The time until all is done. */
  public double makespan() {
    return intervals().mapToDouble(Interval::end).max().orElse(0);
  }

  /** The share of all workers' time that they are idle, in [0, 1]. */
  public double bubble() {
    double busy = intervals().mapToDouble(Interval::duration).sum();
    double span = makespan() * workers.size();
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
