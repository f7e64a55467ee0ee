package io.millrace.transforms.mix;

/**
 * Which copies of a language's documents go into the mixture: every document gives {@code
 * wholeCopies}, and those whose hash is at most {@code lastHash} give one more.
 *
 * @param wholeCopies copies of every document, at least 0
 * @param hasPartialCopy whether some documents give one more
 * @param lastHash the greatest hash that gives one more, compared unsigned; 0 where none does
 */
public record SamplingPlan(int wholeCopies, boolean hasPartialCopy, long lastHash) {
  /** Every document {@code copies} times. */
  public static SamplingPlan whole(int copies) {
    return new SamplingPlan(copies, false, 0);
  }

  /**
   * Every document {@code copies} times, and once more those with a hash up to {@code lastHash}.
   */
  public static SamplingPlan partial(int copies, long lastHash) {
    return new SamplingPlan(copies, true, lastHash);
  }

  /**
   * The copies of one document.
   *
   * @param hash of the document and the number {@code wholeCopies}, see {@link Sampling#hash}
   */
  public int copies(long hash) {
    boolean oneMore = hasPartialCopy && Long.compareUnsigned(hash, lastHash) <= 0;
    return wholeCopies + (oneMore ? 1 : 0);
  }
}
