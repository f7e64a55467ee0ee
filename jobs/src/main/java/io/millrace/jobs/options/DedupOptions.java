package io.millrace.jobs.options;

import io.millrace.transforms.dedup.RepresentativeOrder;
import io.millrace.ui.command.Example;
import io.millrace.ui.command.Range;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How {@code curate} finds duplicates and which it keeps. */
public final class DedupOptions {
  @Option(
      names = "--knownSignatures",
      paramLabel = "DIR",
      description =
          "Output of an earlier curate run; documents that its texts are duplicates of are dropped, too.")
  @Example("curated-2025-01")
  public List<String> knownSignatures = new ArrayList<>();

  @Option(
      names = "--representative",
      defaultValue = "longest",
      paramLabel = "longest|shortest|latest|earliest",
      description = "Which member of a cluster is kept; of equal ones that with the smallest id.")
  public RepresentativeOrder representative;

  @Option(
      names = "--nearDuplicates",
      defaultValue = "true",
      arity = "1",
      paramLabel = "BOOL",
      description = "Find near-duplicates, not only equal texts and addresses.")
  public boolean nearDuplicates;

  @Option(
      names = "--minSimilarity",
      defaultValue = "0.7",
      paramLabel = "FLOAT",
      description =
          "Least estimated Jaccard similarity of the shingles of near-duplicates; with 0 all that share a band are.")
  @Range(min = 0, max = 1)
  public double minSimilarity;

  @Option(
      names = "--bands",
      defaultValue = "14",
      paramLabel = "INT",
      description = "Bands of a MinHash signature; documents that share one are compared.")
  @Range(min = 1, max = 1000)
  public int bands;

  @Option(
      names = "--bandRows",
      defaultValue = "8",
      paramLabel = "INT",
      description = "Hashes of a band.")
  @Range(min = 1, max = 100)
  public int bandRows;

  @Option(
      names = "--shingleWords",
      defaultValue = "5",
      paramLabel = "INT",
      description = "Words of a shingle.")
  @Range(min = 1, max = 100)
  public int shingleWords;

  @Option(
      names = "--maxBandDocuments",
      defaultValue = "1024",
      paramLabel = "INT",
      description = "How many documents of one band meet under one key, about.")
  @Range(min = 2, max = 1000000)
  public int maxBandDocuments;

  @Option(
      names = "--convergenceRounds",
      defaultValue = "8",
      paramLabel = "INT",
      description =
          "Rounds in which clusters are found; the run fails if they are too few, which only long chains of near-duplicates can make them.")
  @Range(min = 0, max = 64)
  public int convergenceRounds;
}
