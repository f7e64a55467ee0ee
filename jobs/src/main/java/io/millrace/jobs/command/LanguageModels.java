package io.millrace.jobs.command;

import io.millrace.transforms.language.LanguageIdentifier;
import io.millrace.transforms.language.LanguageIdentifiers;
import io.millrace.transforms.language.LanguageTag;
import io.millrace.transforms.language.fasttext.FastTextFormatException;
import io.millrace.ui.command.UsageException;
import java.io.UncheckedIOException;

/** The models that {@code --languageModel} names. */
final class LanguageModels {
  private LanguageModels() {}

  /**
   * Loads a model, so that a bad one stops the run before it starts. Its labels become folders and
   * choose profiles, so they must be tags.
   *
   * @param file the option's value, or null for the embedded model
   * @throws UsageException if it is no model, or has other labels
   */
  static void check(String file) {
    if (file == null) {
      return;
    }
    String option = "--languageModel=" + file + ": ";
    try {
      LanguageIdentifier identifier = new LanguageIdentifiers.Source(file).identifier();
      for (String label : identifier.labels()) {
        if (!LanguageTag.isTag(label)) {
          throw new UsageException(
              option
                  + "its label '"
                  + label
                  + "' is not of the form deu_Latn (ISO 639-3, ISO 15924)");
        }
      }
    } catch (UncheckedIOException | FastTextFormatException e) {
      throw new UsageException(option + e.getMessage(), e);
    }
  }
}
