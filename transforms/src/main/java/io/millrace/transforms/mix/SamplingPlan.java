package io.millrace.transforms.mix;

/**
 * Where in a language's sequence of copies a phase ends: all copies of {@code wholeEpochs} come
 * before, and those of the next epoch whose hash is at most {@code lastHash}.
 *
 * @param wholeEpochs epochs that are over, at least 0
 * @param hasPartialEpoch whether copies of the next epoch come before the end, too
 * @param lastHash the greatest hash of those, compared unsigned; 0 where there are none
 */
public record SamplingPlan(int wholeEpochs, boolean hasPartialEpoch, long lastHash) {
  /** After whole epochs. */
  public static SamplingPlan whole(int epochs) {
    return new SamplingPlan(epochs, false, 0);
  }

  /**
   * Within the epoch after {@code epochs} others, after the copies with a hash up to {@code
   * lastHash}.
   */
  public static SamplingPlan partial(int epochs, long lastHash) {
    return new SamplingPlan(epochs, true, lastHash);
  }

  /** Epochs of which anything comes before the end. */
  int epochs() {
    return wholeEpochs + (hasPartialEpoch ? 1 : 0);
  }

  /**
   * Whether a copy comes before the end.
   *
   * @param epoch the copy's, from 0
   * @param hash the copy's, see {@link Sampling#hash}
   */
  public boolean covers(int epoch, long hash) {
    return epoch < wholeEpochs
        || (epoch == wholeEpochs && hasPartialEpoch && Long.compareUnsigned(hash, lastHash) <= 0);
  }
}
