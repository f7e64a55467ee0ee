package io.millrace.transforms.dedup.sketch;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;

/** The runs of words that a text has: what similarity is measured by. */
public final class Shingles {
  /** Changes whenever any shingle may come out differently. */
  public static final int VERSION = 1;

  private Shingles() {}

  /**
   * The XXH3-64 hashes (seed 0) of all runs of {@code length} words, in order.
   *
   * @param words normalised, with one blank between two
   * @param length words of a shingle, at least 1
   * @return empty if there are fewer words
   */
  public static long[] hashes(String words, int length) {
    int[] starts = wordStarts(words);
    int count = Math.max(0, starts.length - 1 - length + 1);
    long[] hashes = new long[count];
    Hasher64 hasher = Hashing.xxh3_64();
    for (int i = 0; i < count; i++) {
      hashes[i] = hasher.hashCharsToLong(words.substring(starts[i], starts[i + length] - 1));
    }
    return hashes;
  }

  /** Where each word starts, and last where another would. */
  private static int[] wordStarts(String words) {
    int[] starts = new int[16];
    int count = 0;
    int start = 0;
    while (start < words.length()) {
      if (count + 2 > starts.length) {
        starts = Arrays.copyOf(starts, 2 * starts.length);
      }
      starts[count++] = start;
      int blank = words.indexOf(' ', start);
      start = (blank < 0 ? words.length() : blank) + 1;
    }
    starts[count++] = start;
    return Arrays.copyOf(starts, count);
  }
}
