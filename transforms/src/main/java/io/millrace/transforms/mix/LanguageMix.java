package io.millrace.transforms.mix;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;

/** How many tokens each language is to have, given how many there are. */
public sealed interface LanguageMix extends Serializable permits PowerMix, UniMax, WeightedMix {
  /** What {@link #parse} understands, for help and errors. */
  String FORMS = "natural, alpha:A with A from 0 to 1, or unimax:N with N above 0";

  /**
   * A mix from its name: {@code natural} keeps the proportions found; {@code alpha:A} is a {@link
   * PowerMix}; {@code unimax:N} is {@link UniMax} of N epochs at most.
   *
   * @throws IllegalArgumentException if {@code text} is none of them; the message says what to
   *     write
   */
  static LanguageMix parse(String text) {
    String[] parts = text.split(":", 2);
    try {
      if (text.equals("natural")) {
        return PowerMix.NATURAL;
      }
      if (parts.length == 2 && parts[0].equals("alpha")) {
        return new PowerMix(Double.parseDouble(parts[1]));
      }
      if (parts.length == 2 && parts[0].equals("unimax")) {
        return new UniMax(Double.parseDouble(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is no language mix; write " + FORMS, e);
    }
    throw new IllegalArgumentException("'" + text + "' is no language mix; write " + FORMS);
  }

  /**
   * Splits a budget over languages.
   *
   * @param tokens the tokens that each language has, all above 0
   * @param budgetTokens the tokens wanted in all
   * @return the tokens wanted of each language; they add up to the budget but for rounding, or to
   *     less where the mix allows no more
   */
  SortedMap<String, Long> budgets(Map<String, Long> tokens, long budgetTokens);
}
