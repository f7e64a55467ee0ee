package io.millrace.transforms.mix;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model is trained on, in the order of training.
 *
 * @param phases at least one
 */
public record Mixture(List<Phase> phases) implements Serializable {
  /** Copies the phases and rejects an empty list. */
  public Mixture {
    phases = List.copyOf(phases);
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("a mixture has at least one phase");
    }
  }

  /**
   * A part of the training.
   *
   * @param share of the tokens, above 0; only the proportions of the phases' shares count
   * @param mix the languages' shares in it
   */
  public record Phase(double share, LanguageMix mix) implements Serializable {
    /** Rejects shares that are not above 0. */
    public Phase {
      if (!(share > 0 && share < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a phase's share is above 0, not " + share);
      }
    }
  }

  /** One phase. */
  public static Mixture of(LanguageMix mix) {
    return new Mixture(List.of(new Phase(1, mix)));
  }

  /**
   * What each language is to have in all phases together.
   *
   * @param tokens the tokens (or bytes) that each language has, all above 0
   * @param budgetTokens those wanted in all
   */
  public SortedMap<String, Long> budgets(Map<String, Long> tokens, long budgetTokens) {
    SortedMap<String, Long> budgets = new TreeMap<>();
    long[] phaseBudgets = phaseBudgets(budgetTokens);
    for (int phase = 0; phase < phaseBudgets.length; phase++) {
      phases
          .get(phase)
          .mix()
          .budgets(tokens, phaseBudgets[phase])
          .forEach((language, budget) -> budgets.merge(language, budget, Long::sum));
    }
    return budgets;
  }

  /**
   * The tokens of each phase, added up from the first.
   *
   * @param budgetTokens of all phases
   */
  long[] phaseBudgets(long budgetTokens) {
    double all = phases.stream().mapToDouble(Phase::share).sum();
    long[] budgets = new long[phases.size()];
    double sum = 0;
    long before = 0;
    for (int i = 0; i < budgets.length; i++) {
      sum += phases.get(i).share();
      long end = Math.round(budgetTokens * (sum / all));
      budgets[i] = end - before;
      before = end;
    }
    return budgets;
  }
}
