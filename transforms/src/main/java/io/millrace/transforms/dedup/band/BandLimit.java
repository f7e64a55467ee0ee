package io.millrace.transforms.dedup.band;

import com.dynatrace.hash4j.hashing.Hashing;
import io.millrace.transforms.share.Hash128;
import java.io.Serializable;

/**
 * How many documents of one band may meet under one key. Hot bands, those of more, are found by a
 * sample, so that no key receives many more than twice the limit.
 *
 * @param documents at least 2
 */
record BandLimit(int documents) implements Serializable {
  /** The documents that the sample of a band at the limit holds, on average. */
  private static final int SAMPLE_DOCUMENTS = 64;

  BandLimit {
    if (documents < 2) {
      throw new IllegalArgumentException(
          "two documents of a band must be able to meet, not " + documents);
    }
  }

  /**
   * Whether a document belongs to the sample: ids are hashes, so those with the smallest ids are as
   * good as any, and a band's sample holds the smallest of its ids.
   */
  boolean samples(Hash128 id) {
    return Long.compareUnsigned(id.high(), Long.divideUnsigned(-1L, divisor())) <= 0;
  }

  /** Whether so many documents of the sample make a band hot. */
  boolean isHot(long sampled) {
    return sampled * divisor() > documents;
  }

  /**
   * The key of a part of a hot band, small enough to meet under one key.
   *
   * @param band the band's key
   * @param sampled documents of the sample that have the band
   * @param id one that has it
   */
  long part(long band, long sampled, Hash128 id) {
    long parts = sampled * divisor() / documents + 1;
    return Hashing.xxh3_64().hashLongLongToLong(band, Long.remainderUnsigned(id.low(), parts));
  }

  private long divisor() {
    return Math.max(1, documents / SAMPLE_DOCUMENTS);
  }
}
