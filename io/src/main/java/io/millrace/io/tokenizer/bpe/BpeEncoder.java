package io.millrace.io.tokenizer.bpe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns words into tokens: of all merges that apply, the earliest learnt is made first, the
 * leftmost pair before others (Sennrich et al. 2016, section 3.2).
 */
public final class BpeEncoder {
  private static final int NO_MERGE = Integer.MAX_VALUE;

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
    int[] ranks = new int[length];
    for (int i = 0; i < length; i++) {
      ranks[i] = rank(ids, i, length);
    }
    for (int at = earliest(ranks, length); at >= 0; at = earliest(ranks, length)) {
      ids[at] = tokenOfRank[ranks[at]];
      System.arraycopy(ids, at + 2, ids, at + 1, length - at - 2);
      System.arraycopy(ranks, at + 2, ranks, at + 1, length - at - 2);
      length--;
      ranks[at] = rank(ids, at, length);
      if (at > 0) {
        ranks[at - 1] = rank(ids, at - 1, length);
      }
    }
    return Arrays.copyOf(ids, length);
  }

  /** The rank of the merge of a token and the next one. */
  private int rank(int[] ids, int i, int length) {
    return i + 1 < length
        ? rankOfPair.getOrDefault(Pairs.of(ids[i], ids[i + 1]), NO_MERGE)
        : NO_MERGE;
  }

  /** Where the leftmost of the merges of the least rank applies; -1 if none does. */
  private static int earliest(int[] ranks, int length) {
    int at = -1;
    int least = NO_MERGE;
    for (int i = 0; i < length; i++) {
      if (ranks[i] < least) {
        least = ranks[i];
        at = i;
      }
    }
    return at;
  }
}
