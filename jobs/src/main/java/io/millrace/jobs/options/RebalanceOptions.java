package io.millrace.jobs.options;

import io.millrace.jobs.pipeline.RebalanceRecipe.Rehydration;
import io.millrace.ui.command.Example;
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
      names = "--tokenBudget",
      defaultValue = "0",
      paramLabel = "INT",
      description = "Tokens of the mixture; 0 for as many as there are.")
  @Range(min = 0)
  public long tokenBudget;

  @Option(
      names = "--rehydrate",
      defaultValue = "off",
      paramLabel = "off|table|weights",
      description =
          "Count documents that stand for many duplicates more than once: by FineWeb2's table, or by how seldom the quality rules removed documents with as many duplicates (inputs must be curate outputs).")
  public Rehydration.Mode rehydrate;

  @Option(
      names = "--maxWeight",
      defaultValue = "10",
      paramLabel = "INT",
      description = "The most that --rehydrate=weights counts a document.")
  @Range(min = 1, max = 1000)
  public int maxWeight;

  @Option(
      names = "--evaluationText",
      paramLabel = "GLOB",
      description =
          "Texts for evaluation (.txt, a text a line; .jsonl; .parquet); documents that share a run of words with one are left out.")
  @Example("benchmarks/*.jsonl")
  public List<String> evaluationTexts = new ArrayList<>();

  @Option(
      names = "--evaluationWords",
      defaultValue = "13",
      paramLabel = "INT",
      description = "Words of such a run.")
  @Range(min = 1, max = 1000)
  public int evaluationWords;

  @Option(
      names = "--takedown",
      paramLabel = "FILE",
      description = "Addresses or ids of documents to leave out, one a line.")
  @Example("takedown.txt")
  public String takedown;

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
