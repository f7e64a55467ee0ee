package io.millrace.transforms.mix;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many tokens each language is to have, given how many there are.
 *
 * <p>{@code natural} keeps the proportions; {@code alpha:A} makes shares proportional to tokensᴬ,
 * so that A = 1 is natural and A = 0 gives every language the same (Devlin et al. 2019,
 * multilingual BERT, A = 0.7; Conneau et al. 2020, XLM-R, A = 0.3).
 *
 * @param alpha the exponent, from 0 to 1
 */
public record LanguageMix(double alpha) implements Serializable {
  /** Keeps the proportions found. */
  public static final LanguageMix NATURAL = new LanguageMix(1);

  private static final String ALPHA_PREFIX = "alpha:";

  /** Rejects exponents outside 0 to 1. */
  public LanguageMix {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha " + alpha + " is not in 0 to 1");
    }
  }

  /**
   * @param text {@code natural} or {@code alpha:A}
   * @throws IllegalArgumentException if it is neither; the message says what to write
   */
  public static LanguageMix parse(String text) {
    if (text.equals("natural")) {
      return NATURAL;
    }
    if (text.startsWith(ALPHA_PREFIX)) {
      try {
        return new LanguageMix(Double.parseDouble(text.substring(ALPHA_PREFIX.length())));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'" + text + "' is no language mix: the number after 'alpha:' must be from 0 to 1", e);
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no language mix; write natural or alpha:A with A from 0 to 1");
  }

  /**
   * Splits a budget over languages.
   *
   * @param tokens the tokens that each language has, all above 0
   * @param budgetTokens the tokens wanted in all
   * @return the tokens wanted of each language; they add up to the budget but for rounding
   */
  public SortedMap<String, Long> budgets(Map<String, Long> tokens, long budgetTokens) {
    SortedMap<String, Long> sorted = new TreeMap<>(tokens);
    double total = sorted.values().stream().mapToDouble(this::weight).sum();
    SortedMap<String, Long> budgets = new TreeMap<>();
    sorted.forEach(
        (language, count) ->
            budgets.put(language, Math.round(budgetTokens * (weight(count) / total))));
    return budgets;
  }

  private double weight(long tokens) {
    return alpha == 1 ? tokens : Math.pow(tokens, alpha);
  }
}
