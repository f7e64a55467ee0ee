package io.millrace.jobs.options;

import io.millrace.ui.command.Example;
import io.millrace.ui.command.Range;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code calibrate} reads and how it derives. */
public final class CalibrateOptions {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "GLOB",
      description =
          "The crawl sample: WARC or WET files, a curate output, or Parquet or JSON Lines files with text, language and, best, language_score.")
  public List<String> inputs = new ArrayList<>();

  @Option(
      names = "--reference",
      required = true,
      paramLabel = "GLOB",
      description =
          "Good text: Parquet or JSON Lines files with text and language, a document a row; or plain text named xxx_Yyyy.txt, a paragraph a line. A curate output's kept documents do, too.")
  @Example("'wiki/*.jsonl'")
  public List<String> references = new ArrayList<>();

  @Option(
      names = "--languageModel",
      paramLabel = "FILE",
      description =
          "A fastText model, .bin or .ftz, for WARC and WET input; by default an embedded model of 103 languages. Use the one that curate will use.")
  public String languageModel;

  @Option(
      names = "--splitBytes",
      defaultValue = "4194304",
      paramLabel = "INT",
      description = "Bytes of a WARC file that one worker reads at a time.")
  @Range(min = 65536)
  public long splitBytes;

  @Option(
      names = "--passageTokens",
      defaultValue = "200",
      paramLabel = "INT",
      description = "Words and marks of a passage; plain text is cut into passages.")
  @Range(min = 1, max = 1000000)
  public int passageTokens;

  @Option(
      names = "--minPassages",
      defaultValue = "100",
      paramLabel = "INT",
      description =
          "Passages of reference text that a language needs for a profile of its own; with fewer it takes its script's, then the default.")
  @Range(min = 1)
  public int minPassages;

  @Option(
      names = "--minCrawlDocuments",
      defaultValue = "100",
      paramLabel = "INT",
      description =
          "Documents of the crawl that a language, and English, need for repetition thresholds and a language score of their own; with fewer the published thresholds serve.")
  @Range(min = 1)
  public int minCrawlDocuments;

  @Option(
      names = "--tailFraction",
      defaultValue = "0.1",
      paramLabel = "FLOAT",
      description = "Part of the reference that each rule on lines cuts off.")
  @Range(min = 0, max = 0.5)
  public double tailFraction;

  @Option(
      names = "--stopWordCutoff",
      defaultValue = "0.008",
      paramLabel = "FLOAT",
      description =
          "Share of all words that makes a word a stop word, lowered until enough remain.")
  @Range(min = 0.0001, max = 1)
  public double stopWordCutoff;

  @Option(
      names = "--minStopWords",
      defaultValue = "8",
      paramLabel = "INT",
      description = "Stop words that a language gets at least.")
  @Range(min = 1, max = 1000)
  public int minStopWords;

  @Option(
      names = "--minLanguageScore",
      defaultValue = "0.3",
      paramLabel = "FLOAT",
      description = "The least that a language's score threshold may come to.")
  @Range(min = 0, max = 1)
  public double minLanguageScore;

  @Option(
      names = "--maxLanguageScore",
      defaultValue = "0.9",
      paramLabel = "FLOAT",
      description = "The most that a language's score threshold may come to.")
  @Range(min = 0, max = 1)
  public double maxLanguageScore;

  @Option(
      names = "--precisionLanguages",
      split = ",",
      paramLabel = "LABEL",
      description =
          "Languages to list telling words of, several with commas, for curate's --precisionWords; none by default.")
  @Example("gla_Latn,bar_Latn")
  public List<String> precisionLanguages = new ArrayList<>();

  @Option(
      names = "--minAffinity",
      defaultValue = "0.85",
      paramLabel = "FLOAT",
      description = "Part of a telling word's occurrences in all references that its language has.")
  @Range(min = 0.01, max = 1)
  public double minAffinity;

  @Option(
      names = "--minWordCount",
      defaultValue = "5",
      paramLabel = "INT",
      description = "Occurrences of a telling word in its language's reference.")
  @Range(min = 1)
  public int minWordCount;

  @Option(
      names = "--maxPrecisionWords",
      defaultValue = "1000",
      paramLabel = "INT",
      description = "Words of a list, the most frequent.")
  @Range(min = 1, max = 100000)
  public int maxPrecisionWords;
}
