package io.millrace.training.schedule.simulate;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.simulate.Timeline.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Predicts when the actions of a schedule run: each as soon as its worker is free and what it waits
 * for has arrived.
 */
public final class ScheduleSimulator {
  private final Schedule schedule;
  private final Durations durations;
  private final List<List<Interval>> timeline = new ArrayList<>();
  private final Map<Action, Arrival> delivered = new HashMap<>();

  /** A result: when it is there on the worker that made it, and on the others. */
  private record Arrival(int worker, double here, double elsewhere) {
    double at(int reader) {
      return reader == worker ? here : elsewhere;
    }
  }

  private ScheduleSimulator(Schedule schedule, Durations durations) {
    this.schedule = schedule;
    this.durations = durations;
    schedule.workers().forEach(worker -> timeline.add(new ArrayList<>()));
  }

  /**
   * Runs a schedule without doing its work.
   *
   * @param schedule one that the validator accepts
   * @param durations how long things take
   * @throws IllegalArgumentException if workers wait for each other for ever
   */
  public static Timeline simulate(Schedule schedule, Durations durations) {
    ScheduleSimulator simulator = new ScheduleSimulator(schedule, durations);
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int worker = 0; worker < schedule.workers().size(); worker++) {
        moved |= simulator.advance(worker);
      }
    }
    for (int worker = 0; worker < schedule.workers().size(); worker++) {
      int done = simulator.timeline.get(worker).size();
      if (done < schedule.workers().get(worker).size()) {
        throw new IllegalArgumentException(
            "deadlock: " + schedule.workers().get(worker).get(done) + " waits for ever");
      }
    }
    return new Timeline(schedule, simulator.timeline);
  }

  /** Runs a worker's actions until one has to wait; tells whether there was any. */
  private boolean advance(int worker) {
    List<Action> actions = schedule.workers().get(worker);
    List<Interval> done = timeline.get(worker);
    int before = done.size();
    while (done.size() < actions.size()) {
      Action action = actions.get(done.size());
      double ready = 0;
      if (action.awaits(schedule.stages()).isPresent()) {
        Arrival arrival = delivered.get(action.awaits(schedule.stages()).get());
        if (arrival == null) {
          break;
        }
        ready = arrival.at(worker);
      }
      double free = done.isEmpty() ? 0 : done.get(done.size() - 1).end();
      double start = Math.max(free, ready);
      double end = start + durations.of(action);
      done.add(new Interval(action, start, end));
      delivered.put(action.delivers(), new Arrival(worker, end, end + durations.link(action)));
    }
    return done.size() > before;
  }
}
