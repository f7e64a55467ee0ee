package io.millrace.io.tokenizer.bpe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns words into tokens: of all merges that apply, the earliest learnt is made first, the
 * leftmost pair before others (Sennrich et al. 2016, section 3.2).
 */
public final class BpeEncoder {
  private final Map<Long, Integer> rankOfPair = new HashMap<>();
  private final int[] tokenOfRank;

  /**
   * @param vocabulary with the merges to apply
   */
  public BpeEncoder(BpeVocabulary vocabulary) {
    tokenOfRank = new int[vocabulary.merges().size()];
    for (BpeVocabulary.Merge merge : vocabulary.merges()) {
      int rank = rankOfPair.size();
      rankOfPair.put(Pairs.of(merge.left(), merge.right()), rank);
      tokenOfRank[rank] = merge.token();
    }
  }

  /**
   * A word's tokens.
   *
   * @param word the bytes of one word, see {@link WordPattern}
   */
  public int[] encode(byte[] word) {
    int[] ids = ByteAlphabet.ids(word);
    int length = ids.length;
    while (true) {
      int rank = Integer.MAX_VALUE;
      int at = -1;
      for (int i = 0; i + 1 < length; i++) {
        int candidate = rankOfPair.getOrDefault(Pairs.of(ids[i], ids[i + 1]), Integer.MAX_VALUE);
        if (candidate < rank) {
          rank = candidate;
          at = i;
        }
      }
      if (at < 0) {
        return Arrays.copyOf(ids, length);
      }
      ids[at] = tokenOfRank[rank];
      System.arraycopy(ids, at + 2, ids, at + 1, length - at - 2);
      length--;
    }
  }
}
