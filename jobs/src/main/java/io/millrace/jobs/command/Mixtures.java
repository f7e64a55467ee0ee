package io.millrace.jobs.command;

import io.millrace.jobs.options.MixtureOptions;
import io.millrace.transforms.mix.LanguageMix;
import io.millrace.transforms.mix.Mixture;
import io.millrace.transforms.mix.MixtureFile;
import io.millrace.ui.command.UsageException;

/** The mixtures that {@code --languageMix} and {@code --mixture} describe. */
final class Mixtures {
  private Mixtures() {}

  /**
   * The mixture of a command.
   *
   * @throws UsageException if it is none, or if both options are given
   */
  static Mixture of(MixtureOptions options) {
    if (options.mixture == null) {
      try {
        return Mixture.of(LanguageMix.parse(options.languageMix));
      } catch (IllegalArgumentException e) {
        throw new UsageException("--languageMix: " + e.getMessage(), e);
      }
    }
    if (!options.languageMix.equals(MixtureOptions.NATURAL)) {
      throw new UsageException("--mixture and --languageMix: give one of them");
    }
    return Configurations.checked(
        "--mixture", () -> MixtureFile.read(LocalPaths.of("--mixture", options.mixture)));
  }
}
