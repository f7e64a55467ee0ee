package io.millrace.transforms.calibrate;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Stop words from counted words (FineWeb2, arXiv 2506.20920, section 4.4.1). */
public final class FrequentWords {
  private FrequentWords() {}

  /**
   * A word and how often it occurs.
   *
   * @param word with a letter
   * @param count at least 1
   */
  public record WordCount(String word, long count) implements Comparable<WordCount> {
    private static final Comparator<WordCount> RARER_FIRST =
        Comparator.comparingLong(WordCount::count)
            .thenComparing(WordCount::word, Comparator.reverseOrder());

    /** More frequent words are greater; of equally frequent ones the earlier in code units. */
    @Override
    public int compareTo(WordCount other) {
      return RARER_FIRST.compare(this, other);
    }
  }

  /**
   * Stop words: those whose share of all words reaches a cutoff, which is lowered until enough
   * remain.
   *
   * @param counts of a reference's words, at least the most frequent ones
   * @param total occurrences of all of the reference's words
   * @param cutoff from 0 to 1
   * @param atLeast how many must remain, where there are so many
   * @return the most frequent first; equally frequent ones together, in the order of their code
   *     units
   */
  public static Set<String> stopWords(
      List<WordCount> counts, long total, double cutoff, int atLeast) {
    List<WordCount> words = counts.stream().sorted(Comparator.reverseOrder()).toList();
    double least = cutoff * total;
    if (!words.isEmpty() && atLeast > 0) {
      least = Math.min(least, words.get(Math.min(atLeast, words.size()) - 1).count());
    }
    Set<String> frequent = new LinkedHashSet<>();
    for (WordCount word : words) {
      if (word.count() >= least) {
        frequent.add(word.word());
      }
    }
    return frequent;
  }
}
