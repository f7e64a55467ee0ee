package io.millrace.transforms.mix;

import io.millrace.transforms.write.RowOrder;
import java.util.Comparator;
import java.util.List;

/**
 * The arithmetic of fractional, deterministic sampling: a language's candidates are taken in the
 * order of their hashes as long as each leads closer to its budget, so that planned and achieved
 * tokens differ by half a document at most.
 */
final class Sampling {
  /**
   * Parts of the hash range whose tokens are counted apart, to find the one in which the budget is
   * met.
   */
  static final int BUCKETS = 1 << 12;

  /** Keeps the choice of copies independent of their place in the shuffle. */
  private static final long SALT = 0x6d69786c616e6773L;

  private Sampling() {}

  /** A copy of the epoch in which a budget ends: its hash and its tokens. */
  record Candidate(long hash, long tokens) {}

  /** The hash of a document's {@code copy}, uniform over all longs. */
  static long hash(String id, int copy, long seed) {
    return RowOrder.of(id, copy, seed ^ SALT);
  }

  /** The part of the hash range that holds {@code hash}, from 0. */
  static int bucket(long hash) {
    return (int) (hash >>> (Long.SIZE - 12));
  }

  /**
   * The bucket in which candidates, taken in hash order, meet what is left of a budget.
   *
   * @param bucketTokens tokens of each bucket's candidates
   * @param remainder tokens wanted, at least 1 and at most the sum of all buckets
   */
  static int boundary(long[] bucketTokens, long remainder) {
    long taken = 0;
    for (int bucket = 0; bucket < bucketTokens.length; bucket++) {
      taken += bucketTokens[bucket];
      if (taken >= remainder) {
        return bucket;
      }
    }
    throw new IllegalArgumentException(
        "the buckets hold " + taken + " tokens, fewer than " + remainder);
  }

  /**
   * The end that comes closest to a budget.
   *
   * @param wholeEpochs epochs that are over
   * @param candidates copies of the next epoch, of the boundary bucket
   * @param wanted tokens still wanted after all earlier buckets, at least 1
   */
  static SamplingPlan plan(int wholeEpochs, List<Candidate> candidates, long wanted) {
    List<Candidate> ordered =
        candidates.stream()
            .sorted(Comparator.comparing(Candidate::hash, Long::compareUnsigned))
            .toList();
    long taken = 0;
    for (Candidate candidate : ordered) {
      long without = wanted - taken;
      taken += candidate.tokens();
      if (taken >= wanted) {
        return taken - wanted <= without
            ? SamplingPlan.partial(wholeEpochs, candidate.hash())
            : upTo(wholeEpochs, candidate);
      }
    }
    throw new IllegalArgumentException(
        "the candidates hold " + taken + " tokens, fewer than " + wanted);
  }

  /** All candidates before {@code excluded}. */
  private static SamplingPlan upTo(int wholeEpochs, Candidate excluded) {
    return excluded.hash() == 0
        ? SamplingPlan.whole(wholeEpochs)
        : SamplingPlan.partial(wholeEpochs, excluded.hash() - 1);
  }
}
