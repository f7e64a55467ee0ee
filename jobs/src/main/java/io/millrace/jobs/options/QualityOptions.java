package io.millrace.jobs.options;

import io.millrace.transforms.filter.FilterChoice;
import io.millrace.ui.command.Example;
import io.millrace.ui.command.Range;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * By what {@code curate} judges quality: profiles by language, and thresholds that are the same for
 * all.
 */
public final class QualityOptions {
  @Option(
      names = "--profiles",
      paramLabel = "DIR",
      description =
          "Quality thresholds, a YAML file a language as FineWeb2 writes them (deu_Latn.yml, Latn.yml, default.yml); they come before those of Millrace.")
  public String profiles;

  @Option(
      names = "--shippedProfiles",
      defaultValue = "true",
      arity = "1",
      paramLabel = "BOOL",
      description =
          "Whether languages and scripts that --profiles leaves out have the profiles that come with Millrace; else they have its default.yml.")
  public boolean shippedProfiles;

  @Option(
      names = "--precisionWords",
      paramLabel = "DIR",
      description =
          "Lists of words and URL parts (gla_Latn.txt, gla_Latn.urls.txt): of a language with a list, documents that show none of it are dropped.")
  public String precisionWords;

  @Option(
      names = "--minWords",
      defaultValue = "50",
      paramLabel = "INT",
      description = "Fewest words of a document, symbols not counted.")
  @Range(min = 0)
  public int minWords;

  @Option(
      names = "--maxWords",
      defaultValue = "100000",
      paramLabel = "INT",
      description = "Most words of a document.")
  @Range(min = 1)
  public int maxWords;

  @Option(
      names = "--minStopWords",
      defaultValue = "2",
      paramLabel = "INT",
      description =
          "How many different stop words must occur; fewer where the profile lists fewer.")
  @Range(min = 0)
  public int minStopWords;

  @Option(
      names = "--maxSymbolsPerWord",
      defaultValue = "0.1",
      paramLabel = "FLOAT",
      description = "Most # signs, and likewise ellipses, a word.")
  @Range(min = 0)
  public double maxSymbolsPerWord;

  @Option(
      names = "--maxBulletLines",
      defaultValue = "0.9",
      paramLabel = "FLOAT",
      description = "Greatest part of lines that begin with a bullet.")
  @Range(min = 0, max = 1)
  public double maxBulletLines;

  @Option(
      names = "--maxEllipsisLines",
      defaultValue = "0.3",
      paramLabel = "FLOAT",
      description = "Greatest part of lines that end with an ellipsis.")
  @Range(min = 0, max = 1)
  public double maxEllipsisLines;

  @Option(
      names = "--maxDuplicateLineCharacters",
      defaultValue = "0.1",
      paramLabel = "FLOAT",
      description = "Greatest part of the characters in repeated lines.")
  @Range(min = 0, max = 1)
  public double maxDuplicateLineCharacters;

  @Option(
      names = "--filter",
      paramLabel = "NAME[:THRESHOLD=NUMBER,...]",
      converter = FilterConverter.class,
      description =
          "A filter of your own, from a jar in MILLRACE_CLASS_PATH, after the quality rules; repeats. See docs/extending.md.")
  @Example("shouting:maxCapitals=0.1")
  public List<FilterChoice> filters = new ArrayList<>();
}
