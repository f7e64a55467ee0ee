package io.millrace.transforms.words;

import com.ibm.icu.util.BytesTrie.Result;
import com.ibm.icu.util.CharsTrie;
import java.util.Arrays;

/**
 * Cuts Chinese and Japanese into the words whose costs add up to least: a shortest path through the
 * dictionary's words, with ICU's costs for unknown characters and for runs of katakana. The same
 * words as ICU's break iterator, several times as fast. Not safe for more than one thread.
 */
final class CjkSegmenter {
  private static final int MAX_WORD_CHARS = 20;

  /** The cost of a character that is no word of its own. */
  private static final int UNKNOWN_COST = 255;

  private static final int MAX_KATAKANA_GROUP_CHARS = 20;

  /** ICU's cost of an unbroken run of katakana, by its length; longer runs cost the first. */
  private static final int[] KATAKANA_COSTS = {8192, 984, 408, 240, 204, 252, 300, 372, 480};

  private final CjkDictionary dictionary = CjkDictionary.instance();
  private final CharsTrie trie = dictionary.newTrie();
  private int[] costs = new int[256];
  private int[] previous = new int[256];

  /**
   * Cuts a run of {@link CharacterClass#CJK} characters and appends its words.
   *
   * @param start first character
   * @param end after the last character
   */
  void segment(String text, int start, int end, Tokens tokens) {
    int length = end - start;
    if (costs.length <= length) {
      costs = new int[length + length / 2];
      previous = new int[length + length / 2];
    }
    Arrays.fill(costs, 0, length + 1, Integer.MAX_VALUE);
    costs[0] = 0;
    for (int i = 0; i < length; i++) {
      offerWords(text, start, i, length);
      offerKatakana(text, start, i, length);
    }
    append(start, length, tokens);
  }

  private void offerWords(String text, int start, int from, int length) {
    Result match = dictionary.first(trie, text.charAt(start + from));
    boolean isWordAlone = match.hasValue();
    int maxLength = Math.min(MAX_WORD_CHARS, length - from);
    for (int wordLength = 1; match != Result.NO_MATCH; wordLength++) {
      if (match.hasValue()) {
        offer(from, from + wordLength, trie.getValue());
      }
      if (!match.hasNext() || wordLength == maxLength) {
        break;
      }
      match = trie.next(text.charAt(start + from + wordLength));
    }
    if (!isWordAlone) {
      offer(from, from + 1, UNKNOWN_COST);
    }
  }

  private void offerKatakana(String text, int start, int from, int length) {
    boolean startsRun =
        isKatakana(text.charAt(start + from))
            && (from == 0 || !isKatakana(text.charAt(start + from - 1)));
    if (!startsRun) {
      return;
    }
    int to = from + 1;
    while (to < length
        && to - from < MAX_KATAKANA_GROUP_CHARS
        && isKatakana(text.charAt(start + to))) {
      to++;
    }
    if (to - from < MAX_KATAKANA_GROUP_CHARS) {
      offer(
          from,
          to,
          to - from < KATAKANA_COSTS.length ? KATAKANA_COSTS[to - from] : KATAKANA_COSTS[0]);
    }
  }

  private static boolean isKatakana(char c) {
    return c >= '\u30a1' && c <= '\u30fe' && c != '\u30fb';
  }

  private void offer(int from, int to, int wordCost) {
    int cost = costs[from] + wordCost;
    if (cost < costs[to]) {
      costs[to] = cost;
      previous[to] = from;
    }
  }

  /** Walks back along the cheapest path, turning the links round, then forward. */
  private void append(int start, int length, Tokens tokens) {
    int to = length;
    int next = -1;
    while (to >= 0) {
      int from = to == 0 ? -1 : previous[to];
      previous[to] = next;
      next = to;
      to = from;
    }
    for (int from = 0; from < length; from = previous[from]) {
      tokens.add(start + from, start + previous[from]);
    }
  }
}
