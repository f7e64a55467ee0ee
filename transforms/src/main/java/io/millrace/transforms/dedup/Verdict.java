package io.millrace.transforms.dedup;

import io.millrace.transforms.share.Hash128;
import java.util.Locale;

/**
 * What becomes of a document.
 *
 * @param fate whether it is kept, or the reason why not
 * @param standIn of a kept document or a near-duplicate, the cluster's id; of others the id of the
 *     document kept in its place
 * @param clusterSize members of the cluster that a kept document stands for; else 0
 */
record Verdict(Fate fate, Hash128 standIn, long clusterSize) {
  /** What can become of a document. */
  enum Fate {
    KEPT,
    EXACT_DUPLICATE,
    SAME_URL,
    NEAR_DUPLICATE;

    /** The fate as a drop reason. */
    String reason() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Verdict kept(Hash128 cluster, long clusterSize) {
    return new Verdict(Fate.KEPT, cluster, clusterSize);
  }

  static Verdict dropped(Fate fate, Hash128 standIn) {
    return new Verdict(fate, standIn, 0);
  }
}
