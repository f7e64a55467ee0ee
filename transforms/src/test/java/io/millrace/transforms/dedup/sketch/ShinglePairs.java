package io.millrace.transforms.dedup.sketch;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Two sets of shingles whose Jaccard similarity is known.
 *
 * @param first of random hashes
 * @param second of random hashes
 * @param similarity shared hashes by all hashes
 */
public record ShinglePairs(long[] first, long[] second, double similarity) {
  /**
   * @param union hashes in either set
   * @param shared hashes in both
   */
  public static ShinglePairs random(int union, int shared, SplittableRandom random) {
    long[] all = random.longs(union).toArray();
    int onlyFirst = (union - shared) / 2;
    long[] first = Arrays.copyOf(all, shared + onlyFirst);
    long[] second = new long[union - onlyFirst];
    System.arraycopy(all, 0, second, 0, shared);
    System.arraycopy(all, shared + onlyFirst, second, shared, union - shared - onlyFirst);
    return new ShinglePairs(first, second, (double) shared / union);
  }
}
