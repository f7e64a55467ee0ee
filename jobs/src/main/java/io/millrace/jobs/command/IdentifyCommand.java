package io.millrace.jobs.command;

import io.millrace.transforms.language.LanguageIdentifier;
import io.millrace.transforms.language.LanguageIdentifiers;
import io.millrace.transforms.language.LanguageScores;
import io.millrace.transforms.language.fasttext.FastTextFormatException;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.UsageException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Labels each line of standard input: label, tab, score. */
@Command(
    name = "identify",
    description = "Labels each line of standard input with its language: label, tab, score.",
    footer = "echo 'Guten Tag' | bin/millrace identify --languageModel=glotlid.bin")
public final class IdentifyCommand implements Callable<Integer> {
  @Option(
      names = "--languageModel",
      paramLabel = "FILE",
      description =
          "fastText model, .bin or .ftz; without one, the model that comes with Millrace.")
  private String languageModel;

  @Override
  public Integer call() throws IOException {
    LanguageIdentifier identifier = load();
    label(identifier, new BufferedInputStream(System.in), new BufferedOutputStream(System.out));
    return ExitCode.SUCCESS;
  }

  private LanguageIdentifier load() {
    try {
      return new LanguageIdentifiers.Source(languageModel).identifier();
    } catch (UncheckedIOException | FastTextFormatException e) {
      throw new UsageException("--languageModel: " + e.getMessage(), e);
    }
  }

  /**
   * Writes one line for every line read. Lines end with LF alone, so that a CR within a line makes
   * no line of its own; the last one may lack it.
   */
  static void label(LanguageIdentifier identifier, InputStream in, OutputStream out)
      throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0) {
      if (next == '\n') {
        write(identifier.identifyUtf8(line.toByteArray()), out);
        line.reset();
      } else {
        line.write(next);
      }
      next = in.read();
    }
    if (line.size() > 0) {
      write(identifier.identifyUtf8(line.toByteArray()), out);
    }
    out.flush();
  }

  private static void write(LanguageScores scores, OutputStream out) throws IOException {
    String line = String.format(Locale.ROOT, "%s\t%.6f\n", scores.label(), scores.score());
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }
}
