package io.millrace.transforms.write;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * The order of rows across and within files: a hash, so that neighbours in the crawl do not stay
 * neighbours.
 */
public final class RowOrder {
  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private RowOrder() {}

  /**
   * XXH3 of a document's id, copy and seed.
   *
   * @param id the document's id
   * @param copy 0 for its first copy
   * @param seed another seed gives another order
   */
  public static long of(String id, int copy, long seed) {
    return HASHER.hashStream().putString(id).putInt(copy).putLong(seed).getAsLong();
  }
}
