package io.millrace.training.schedule.simulate;

import io.millrace.training.schedule.Action;

/** How long things take, in any one unit of time. */
public interface Durations {
  /** The time an action keeps its worker busy. */
  double of(Action action);

  /** The time from an action's end until its result is at a stage of another worker. */
  double link(Action action);
}
