package io.millrace.training.schedule.check;

import io.millrace.training.schedule.Action;

/** A schedule that cannot be run, with the stage and the step at fault in the message. */
public final class InvalidScheduleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidScheduleException(String message) {
    super(message);
  }

  /** Where an action is, such as {@code stage 1, step 3: 1B0}. */
  static String at(Action action, int step) {
    return "stage " + action.stage() + ", step " + step + ": " + action;
  }
}
