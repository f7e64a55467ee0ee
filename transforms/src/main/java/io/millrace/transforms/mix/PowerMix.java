package io.millrace.transforms.mix;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shares proportional to tokensᴬ, so that A = 1 keeps the proportions found and A = 0 gives every
 * language the same (Devlin et al. 2019, multilingual BERT, A = 0.7; Conneau et al. 2020, XLM-R, A
 * = 0.3).
 *
 * @param alpha the exponent, from 0 to 1
 */
public record PowerMix(double alpha) implements LanguageMix {
  /** Keeps the proportions found. */
  public static final PowerMix NATURAL = new PowerMix(1);

  /** Rejects exponents outside 0 to 1. */
  public PowerMix {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha " + alpha + " is not in 0 to 1");
    }
  }

  @Override
  public SortedMap<String, Long> budgets(Map<String, Long> tokens, long budgetTokens) {
    SortedMap<String, Double> weights = new TreeMap<>();
    tokens.forEach(
        (language, count) -> weights.put(language, alpha == 1 ? count : Math.pow(count, alpha)));
    return Shares.divide(weights, budgetTokens);
  }
}
