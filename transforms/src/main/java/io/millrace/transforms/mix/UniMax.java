package io.millrace.transforms.mix;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An equal budget for every language, but no more of any than some epochs; what a small language
 * cannot use goes to the larger ones (UniMax: Chung et al. 2023, arXiv 2304.09151, algorithm 1).
 * Where all languages together cannot fill the budget, less is used.
 *
 * @param maxEpochs how often a language's tokens may be repeated, above 0; 4 where little is known
 *     (Muennighoff et al. 2023, arXiv 2305.16264)
 */
public record UniMax(double maxEpochs) implements LanguageMix {
  /** Rejects numbers of epochs that are not above 0. */
  public UniMax {
    if (!(maxEpochs > 0 && maxEpochs < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(maxEpochs + " epochs are not above 0");
    }
  }

  @Override
  public SortedMap<String, Long> budgets(Map<String, Long> tokens, long budgetTokens) {
    List<Map.Entry<String, Long>> smallestFirst =
        tokens.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    SortedMap<String, Long> budgets = new TreeMap<>();
    long left = budgetTokens;
    int languagesLeft = smallestFirst.size();
    for (Map.Entry<String, Long> language : smallestFirst) {
      long equalPart = left / languagesLeft;
      long most = (long) Math.floor(maxEpochs * language.getValue());
      long budget = Math.min(equalPart, most);
      budgets.put(language.getKey(), budget);
      left -= budget;
      languagesLeft--;
    }
    return budgets;
  }
}
