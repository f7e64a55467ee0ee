package io.millrace.training.runtime;

/** A pass that failed, with the stage and action in the message. */
public final class PipelineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed
   * @param cause why
   */
  public PipelineException(String message, Throwable cause) {
    super(message, cause);
  }
}
