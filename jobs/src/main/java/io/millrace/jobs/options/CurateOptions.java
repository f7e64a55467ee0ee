package io.millrace.jobs.options;

import io.millrace.ui.command.Example;
import io.millrace.ui.command.Range;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which stages {@code curate} runs and how it identifies languages. */
public final class CurateOptions {
  @Option(
      names = "--skipStages",
      split = ",",
      paramLabel = "url|extract|language|dedup|boilerplate|quality|repair|redact",
      description =
          "Stages to leave out, several with commas. Without extract, all that a page shows is its text; without language all are labelled und_Zzzz.")
  @Example("quality,redact")
  public Set<SkippableStage> skipStages = EnumSet.noneOf(SkippableStage.class);

  @Option(
      names = "--blocklists",
      paramLabel = "DIR",
      description =
          "Lists of addresses to leave out, such as blocked-domains.txt; see docs/examples/blocklists. By default nothing is left out.")
  public String blocklists;

  @Option(
      names = "--minSoftWords",
      defaultValue = "2",
      paramLabel = "INT",
      description = "Leave out an address with so many words of soft-words.txt.")
  @Range(min = 1, max = 100)
  public int minSoftWords;

  @Option(
      names = "--languageModel",
      paramLabel = "FILE",
      description =
          "A fastText model, .bin or .ftz, with labels like __label__deu_Latn; by default an embedded model of 103 languages.")
  public String languageModel;

  @Option(
      names = "--minLanguageScore",
      defaultValue = "0.3",
      paramLabel = "FLOAT",
      description =
          "Drop documents whose label scores less than its threshold: the median less the standard deviation of the label's scores, but no less than this, unless the profile says otherwise.")
  @Range(min = 0, max = 1)
  public double minLanguageScore;

  @Option(
      names = "--maxLanguageScore",
      defaultValue = "0.9",
      paramLabel = "FLOAT",
      description = "The most that a label's threshold may come to.")
  @Range(min = 0, max = 1)
  public double maxLanguageScore;

  @Option(
      names = "--boilerplatePages",
      defaultValue = "0",
      paramLabel = "INT",
      description =
          "Remove lines that so many pages of a site have, once duplicates are gone; 0 leaves all lines. For WET files and --skipStages=extract: extraction leaves hardly any such lines. Texts are shuffled once more for it.")
  @Range(min = 0)
  @Example("10")
  public int boilerplatePages;

  @Option(
      names = "--boilerplateShare",
      defaultValue = "0.2",
      paramLabel = "FLOAT",
      description = "Least part of a site's pages that have such a line.")
  @Range(min = 0, max = 1)
  public double boilerplateShare;

  @Option(
      names = "--stageCounts",
      defaultValue = "false",
      arity = "1",
      paramLabel = "BOOL",
      description =
          "Write stage-counts.csv, too: documents, bytes and seconds by stage, fate, reason and language.")
  public boolean stageCounts;

  @Option(
      names = "--keepDropped",
      defaultValue = "true",
      arity = "1",
      paramLabel = "BOOL",
      description = "Write dropped documents with the rule that dropped them.")
  public boolean keepDropped;
}
