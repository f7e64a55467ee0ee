package io.millrace.transforms.mix;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shares as given. Languages that are not named get nothing; of a named one that there is nothing
 * of, the others get the share.
 *
 * @param weights by language, 0 or more, some above 0; only their proportions count
 */
public record WeightedMix(SortedMap<String, Double> weights) implements LanguageMix {
  /** Copies the weights and rejects those that are no proportions. */
  public WeightedMix {
    weights = new TreeMap<>(weights);
    weights.forEach(
        (language, weight) -> {
          if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(language + ": a weight is 0 or more, not " + weight);
          }
        });
    if (weights.values().stream().noneMatch(weight -> weight > 0)) {
      throw new IllegalArgumentException("no language has a weight above 0");
    }
  }

  @Override
  public SortedMap<String, Long> budgets(Map<String, Long> tokens, long budgetTokens) {
    SortedMap<String, Double> present = new TreeMap<>();
    tokens.keySet().forEach(language -> present.put(language, weights.getOrDefault(language, 0.0)));
    if (present.values().stream().noneMatch(weight -> weight > 0)) {
      throw new IllegalArgumentException(
          "the mixture gives weight to "
              + weights.keySet()
              + " only, and there are documents of "
              + present.keySet()
              + " only");
    }
    return Shares.divide(present, budgetTokens);
  }
}
