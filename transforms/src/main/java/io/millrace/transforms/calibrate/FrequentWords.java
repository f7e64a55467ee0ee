package io.millrace.transforms.calibrate;

import com.ibm.icu.lang.UCharacter;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Word lists from counted words (FineWeb2, arXiv 2506.20920, sections 4.3 and 5). */
public final class FrequentWords {
  private static final Comparator<Map.Entry<String, Long>> MOST_FREQUENT_FIRST =
      Map.Entry.<String, Long>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private FrequentWords() {}

  /**
   * Stop words: those whose share of all words reaches a cutoff, which is lowered until enough
   * remain.
   *
   * @param counts of the tokens of a reference; tokens without a letter are no words
   * @param cutoff from 0 to 1
   * @param atLeast how many must remain, where there are so many
   * @return the most frequent first; equally frequent ones together, in the order of their code
   *     units
   */
  public static Set<String> stopWords(Map<String, Long> counts, double cutoff, int atLeast) {
    List<Map.Entry<String, Long>> words = wordsOf(counts);
    long total = words.stream().mapToLong(Map.Entry::getValue).sum();
    double least = cutoff * total;
    if (!words.isEmpty() && atLeast > 0) {
      least = Math.min(least, words.get(Math.min(atLeast, words.size()) - 1).getValue());
    }
    Set<String> frequent = new LinkedHashSet<>();
    for (Map.Entry<String, Long> word : words) {
      if (word.getValue() >= least) {
        frequent.add(word.getKey());
      }
    }
    return frequent;
  }

  /**
   * Words of high affinity to one language: most of their occurrences in any language are in this
   * one.
   *
   * @param own counts in the language
   * @param all counts in all languages together
   * @param minAffinity least share of a word's occurrences, such as 0.85
   * @param minCount least occurrences in the language
   * @return the most frequent first
   */
  public static Set<String> ofHighAffinity(
      Map<String, Long> own, Map<String, Long> all, double minAffinity, long minCount) {
    Set<String> words = new LinkedHashSet<>();
    for (Map.Entry<String, Long> word : wordsOf(own)) {
      long everywhere = all.getOrDefault(word.getKey(), word.getValue());
      if (word.getValue() >= minCount && word.getValue() >= minAffinity * everywhere) {
        words.add(word.getKey());
      }
    }
    return words;
  }

  private static List<Map.Entry<String, Long>> wordsOf(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(word -> word.getKey().codePoints().anyMatch(UCharacter::isLetter))
        .sorted(MOST_FREQUENT_FIRST)
        .toList();
  }
}
