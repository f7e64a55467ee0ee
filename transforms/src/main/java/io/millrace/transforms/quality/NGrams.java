package io.millrace.transforms.quality;

import java.util.Arrays;
import java.util.List;

/**
 * How much of a text its repeated n-grams take (Gopher, arXiv 2112.11446, appendix A.1), counted as
 * datatrove does: in code points, in time linear in the text.
 */
public final class NGrams {
  private static final char BLANK = ' ';

  private final int tokens;
  private final long[] codePoints;
  private final PrefixHash joined;
  private final PrefixHash spaced;
  private final HashCounter counter;

  /**
   * @param tokens a document's tokens in order
   */
  public NGrams(List<String> tokens) {
    this.tokens = tokens.size();
    codePoints = new long[this.tokens + 1];
    joined = new PrefixHash(this.tokens);
    spaced = new PrefixHash(this.tokens);
    counter = new HashCounter(this.tokens);
    int i = 0;
    for (String token : tokens) {
      codePoints[i + 1] = codePoints[i] + token.codePointCount(0, token.length());
      long hash = PrefixHash.hash(token);
      joined.append(hash, token.length());
      spaced.append(PrefixHash.extend(hash, BLANK), token.length() + 1);
      i++;
    }
  }

  /**
   * Characters of the most frequent n-gram: its length with one blank between tokens, times its
   * occurrences, overlapping ones included. Of equally frequent ones the first counts.
   *
   * @param n tokens of an n-gram, at least 1
   * @return 0 where there are fewer than {@code n} tokens
   */
  public long topCharacters(int n) {
    counter.clear();
    int windows = tokens - n + 1;
    for (int i = 0; i < windows; i++) {
      counter.count(spaced.between(i, i + n), i);
    }
    if (windows <= 0) {
      return 0;
    }
    int first = counter.mostFrequentFirst();
    return (codePoints[first + n] - codePoints[first] + n - 1) * counter.mostFrequentCount();
  }

  /**
   * Characters of n-grams that occurred before, tokens joined without blanks. Read from the start:
   * after a repeated n-gram the next one begins behind it.
   *
   * @param n tokens of an n-gram, at least 1
   */
  public long duplicatedCharacters(int n) {
    counter.clear();
    long characters = 0;
    int i = 0;
    while (i + n <= tokens) {
      if (counter.add(joined.between(i, i + n))) {
        i++;
      } else {
        characters += codePoints[i + n] - codePoints[i];
        i += n;
      }
    }
    return characters;
  }

  /** Counts hashes by open addressing; remembers where each was first seen. */
  private static final class HashCounter {
    private static final long FREE = -1;

    private final long[] hashes;

    /** Of each hash its count above, the more the earlier it was first seen below. */
    private final long[] ranks;

    private long top;

    HashCounter(int capacity) {
      int slots = Integer.highestOneBit(Math.max(capacity, 1)) << 2;
      hashes = new long[slots];
      ranks = new long[slots];
    }

    void clear() {
      Arrays.fill(hashes, FREE);
      top = 0;
    }

    /** Whether the hash is new. */
    boolean add(long hash) {
      int slot = slotOf(hash);
      boolean isNew = hashes[slot] == FREE;
      hashes[slot] = hash;
      return isNew;
    }

    void count(long hash, int position) {
      int slot = slotOf(hash);
      if (hashes[slot] == FREE) {
        hashes[slot] = hash;
        ranks[slot] = Integer.MAX_VALUE - position;
      }
      ranks[slot] += 1L << Integer.SIZE;
      top = Math.max(top, ranks[slot]);
    }

    private int slotOf(long hash) {
      int slot = (int) hash & hashes.length - 1;
      while (hashes[slot] != FREE && hashes[slot] != hash) {
        slot = slot + 1 & hashes.length - 1;
      }
      return slot;
    }

    int mostFrequentFirst() {
      return Integer.MAX_VALUE - (int) top;
    }

    long mostFrequentCount() {
      return top >>> Integer.SIZE;
    }
  }
}
