package io.millrace.training.schedule;

/** A schedule that cannot be run, with the stage and the step at fault in the message. */
public final class InvalidScheduleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidScheduleException(String message) {
    super(message);
  }
}
