package io.millrace.jobs.options;

import io.millrace.ui.command.Example;
import picocli.CommandLine.Option;

/** How much of each language there is to be. */
public final class MixtureOptions {
  /** What {@link #languageMix} is where nothing is given. */
  public static final String NATURAL = "natural";

  @Option(
      names = "--languageMix",
      defaultValue = NATURAL,
      paramLabel = "natural|alpha:A|unimax:N",
      description =
          "Languages' shares: as found; proportional to tokens to the power A (0 to 1); or the same for all, but no more than N epochs of any. tokenizer counts bytes instead of tokens.")
  public String languageMix;

  @Option(
      names = "--mixture",
      paramLabel = "FILE",
      description =
          "YAML file of the languages' shares, in one phase (languages: {eng_Latn: 3, deu_Latn: 1}) or several (phases: [{share: 0.6, mix: unimax:4}, ...]), instead of --languageMix. tokenizer takes all phases together.")
  @Example("mixture.yml")
  public String mixture;
}
