package io.millrace.jobs.options;

import io.millrace.ui.command.Example;
import io.millrace.ui.command.Range;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code tokenizer} learns from, and what it learns. */
public final class TokenizerOptions {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description =
          "A curate output, or a folder or glob of Parquet or JSON Lines files with text and language.")
  public List<String> inputs = new ArrayList<>();

  @Option(
      names = "--vocabularySize",
      defaultValue = "32768",
      paramLabel = "INT",
      description = "Ids of the vocabulary: 256 bytes, the special tokens, and merged tokens.")
  @Range(min = 257, max = 16777216)
  public int vocabularySize;

  @Option(
      names = "--specialToken",
      paramLabel = "TEXT",
      description = "A token beside <|endoftext|>, which ends documents; no merge makes it.")
  @Example("<|pad|>")
  public List<String> specialTokens = new ArrayList<>();

  @Option(
      names = "--minFrequency",
      defaultValue = "2",
      paramLabel = "INT",
      description =
          "Least number of occurrences, weighted by the languages' shares, of a pair that is merged.")
  @Range(min = 1, max = 1000000000)
  public long minFrequency;

  @Option(
      names = "--maxTokenBytes",
      defaultValue = "64",
      paramLabel = "INT",
      description = "Longest token, in bytes.")
  @Range(min = 2, max = 65536)
  public int maxTokenBytes;

  @Option(
      names = "--maxWordBytes",
      defaultValue = "256",
      paramLabel = "INT",
      description =
          "Longer words, as scripts without blanks have them, are cut into pieces of so many bytes to be counted.")
  @Range(min = 4, max = 65536)
  public int maxWordBytes;

  @Option(
      names = "--maxWords",
      defaultValue = "5000000",
      paramLabel = "INT",
      description =
          "About how many different words to learn from: one worker holds them in memory. Beyond, each language loses its rarest.")
  @Range(min = 1, max = 1000000000)
  public long maxWords;
}
