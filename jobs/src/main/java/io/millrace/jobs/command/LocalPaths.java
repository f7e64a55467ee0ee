package io.millrace.jobs.command;

import io.millrace.ui.command.UsageException;
import java.nio.file.Path;

/** Small files beside the data, which every machine of a run reads from its own disk. */
final class LocalPaths {
  private LocalPaths() {}

  /**
   * The path that an option names.
   *
   * @param option that names it, with its dashes
   * @param value a path
   * @throws UsageException if it lies on another file system
   */
  static Path of(String option, String value) {
    if (Patterns.hasScheme(value)) {
      throw new UsageException(
          option
              + "="
              + value
              + " is not on this machine; copy it to a local disk and name it there");
    }
    return Path.of(value);
  }
}
