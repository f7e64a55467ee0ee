package io.millrace.jobs.command;

import io.millrace.transforms.language.LanguageIdentifier;
import io.millrace.transforms.language.LanguageIdentifiers;
import io.millrace.transforms.language.LanguageTag;
import io.millrace.transforms.language.fasttext.FastTextFormatException;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The models that {@code --languageModel} names. */
final class LanguageModels {
  private static final String EMBEDDED = "embedded";

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
    LocalPaths.of("--languageModel", file);
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

  /**
   * What tells one model from another: labels are part of what near-duplicates share.
   *
   * @param file the option's value, or null for the embedded model
   * @return {@code embedded}, or the SHA-256 of the file, in hexadecimal
   */
  static String identity(String file) throws IOException {
    if (file == null) {
      return EMBEDDED;
    }
    try (DigestInputStream in =
        new DigestInputStream(
            Files.newInputStream(Path.of(file)), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
