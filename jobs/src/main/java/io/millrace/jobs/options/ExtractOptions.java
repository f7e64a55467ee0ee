package io.millrace.jobs.options;

import io.millrace.ui.command.Range;
import picocli.CommandLine.Option;

/** How {@code curate} finds the main content of pages. */
public final class ExtractOptions {
  @Option(
      names = "--minContentProbability",
      defaultValue = "0.45",
      paramLabel = "FLOAT",
      description =
          "Keep blocks of a page that are main content with at least this probability; more gives cleaner and fewer texts.")
  @Range(min = 0, max = 1)
  public double minContentProbability;

  @Option(
      names = "--maxNesting",
      defaultValue = "512",
      paramLabel = "INT",
      description = "Elements nested deeper are read as if they stood at this depth.")
  @Range(min = 16, max = 10000)
  public int maxNesting;
}
