package io.millrace.jobs.command;

import io.millrace.transforms.stage.ConfigurationException;
import io.millrace.ui.command.UsageException;
import java.util.function.Supplier;

/** Loads the files that options name. */
final class Configurations {
  private Configurations() {}

  /**
   * Loads one.
   *
   * @param option that named it, for the message
   * @throws UsageException if it is not what it should be
   */
  static <T> T checked(String option, Supplier<T> load) {
    try {
      return load.get();
    } catch (ConfigurationException e) {
      throw new UsageException(option + ": " + e.getMessage(), e);
    }
  }
}
