package io.millrace.transforms.stage;

/**
 * A mistake in a file that configures a stage (a profile, a list), found when it is loaded. The
 * message names the file, the line where there is one, and what was expected.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the file, as the user named it
   * @param message what is wrong and what to do
   */
  public ConfigurationException(String file, String message) {
    super(file + ": " + message);
  }

  /**
   * @param file the file, as the user named it
   * @param line where, counted from 1
   * @param message what is wrong and what to do
   */
  public ConfigurationException(String file, int line, String message) {
    super(file + ", line " + line + ": " + message);
  }
}
