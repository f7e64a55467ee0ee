package io.millrace.jobs.options;

import io.millrace.ui.command.Range;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code rebalance} reads and how it mixes. */
public final class RebalanceOptions {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description =
          "A curate output, or a folder or glob of Parquet or JSON Lines files with text and language.")
  public List<String> inputs = new ArrayList<>();

  @Option(
      names = "--languageMix",
      defaultValue = "natural",
      paramLabel = "natural|alpha:A",
      description =
          "Languages' shares of the tokens: as found, or proportional to tokens to the power A (0 to 1).")
  public String languageMix;

  @Option(
      names = "--tokenizer",
      defaultValue = "bytes",
      paramLabel = "bytes|FILE",
      description = "UTF-8 bytes and a document boundary, or a Hugging Face tokenizer.json.")
  public String tokenizer;

  @Option(
      names = "--validationFraction",
      defaultValue = "0.05",
      paramLabel = "FLOAT",
      description = "Part of the document clusters to hold out for validation.")
  @Range(min = 0, max = 0.5)
  public double validationFraction;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "INT",
      description = "Chooses sampled copies and the order of the shuffle.")
  public long seed;
}
