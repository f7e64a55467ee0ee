package io.millrace.transforms.vocabulary;

import com.dynatrace.hash4j.hashing.Hashing;
import io.millrace.transforms.mix.Mixture;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much the words of a language count: so much that its share of all bytes is the one that the
 * mixture gives it, after its rarest words are left out.
 *
 * <p>All arithmetic is on whole numbers, and a word is weighed once all its occurrences are
 * counted: neither the order nor the distribution of the texts changes a weight.
 *
 * @param minCount words that occur less often are left out
 * @param partOfRarest of the words that occur exactly so often, the part that is kept, in units of
 *     2⁻³¹; which ones is decided by a hash of the word
 * @param budgetBytes what the mixture gives the language
 * @param keptBytes what its kept words make up
 */
public record LanguageWeight(long minCount, long partOfRarest, long budgetBytes, long keptBytes)
    implements Serializable {
  /** Weights are in units of 2⁻¹⁶ occurrences. */
  public static final int FRACTION_BITS = 16;

  private static final int HASH_BITS = 31;
  private static final long ALL = 1L << HASH_BITS;

  /**
   * The weight of a word.
   *
   * @param word any word of the language
   * @param count how often it occurs there
   * @return 0 if it is left out, else its weight in units of 2⁻¹⁶ occurrences, rounded down
   */
  public long of(String word, long count) {
    if (count < minCount || (count == minCount && rank(word) >= partOfRarest)) {
      return 0;
    }
    return BigInteger.valueOf(count)
        .multiply(BigInteger.valueOf(budgetBytes))
        .shiftLeft(FRACTION_BITS)
        .divide(BigInteger.valueOf(keptBytes))
        .longValueExact();
  }

  private static long rank(String word) {
    return Hashing.xxh3_64().hashStream().putString(word).getAsLong() >>> (Long.SIZE - HASH_BITS);
  }

  /**
   * Weighs languages.
   *
   * @param censuses of all languages
   * @param mixture their shares
   * @param maxWords about how many words may be kept in all; where there are more, a language keeps
   *     its most frequent ones, as many as its share allows
   */
  public static SortedMap<String, LanguageWeight> plan(
      Map<String, WordCensus> censuses, Mixture mixture, long maxWords) {
    SortedMap<String, Long> bytes = new TreeMap<>();
    censuses.forEach((language, census) -> bytes.put(language, census.total().bytes()));
    long words = censuses.values().stream().mapToLong(census -> census.total().words()).sum();
    long allBytes = bytes.values().stream().mapToLong(Long::longValue).sum();
    SortedMap<String, LanguageWeight> weights = new TreeMap<>();
    mixture
        .budgets(bytes, allBytes)
        .forEach(
            (language, budget) -> {
              long allowed = words <= maxWords ? words : share(maxWords, budget, allBytes);
              weights.put(language, keep(censuses.get(language), allowed, budget));
            });
    return weights;
  }

  private static LanguageWeight keep(WordCensus census, long allowedWords, long budgetBytes) {
    long words = 0;
    long bytes = 0;
    for (Map.Entry<Long, WordCensus.Row> entry : census.descending().entrySet()) {
      WordCensus.Row row = entry.getValue();
      if (words + row.words() > allowedWords) {
        long room = allowedWords - words;
        long keptBytes = bytes + share(row.bytes(), room, row.words());
        return new LanguageWeight(
            entry.getKey(), share(ALL, room, row.words()), budgetBytes, Math.max(1, keptBytes));
      }
      words += row.words();
      bytes += row.bytes();
    }
    return new LanguageWeight(0, ALL, budgetBytes, Math.max(1, bytes));
  }

  /** amount · part / whole, rounded down. */
  private static long share(long amount, long part, long whole) {
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }
}
