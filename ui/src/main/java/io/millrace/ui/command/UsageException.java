package io.millrace.ui.command;

/**
 * A mistake in how a command was called or configured, found before any work was done. The command
 * frame prints the message and exits with {@link ExitCode#USAGE}. The message names the option,
 * file, key or line at fault and says what to do.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what to do
   */
  public UsageException(String message) {
    super(message);
  }

  /**
   * @param message what is wrong and what to do
   * @param cause what revealed it
   */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
