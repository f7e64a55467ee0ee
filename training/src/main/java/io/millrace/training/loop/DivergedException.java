package io.millrace.training.loop;

/** Training that came to numbers which are none. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
