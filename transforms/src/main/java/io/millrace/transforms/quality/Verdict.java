package io.millrace.transforms.quality;

import java.io.Serializable;

/**
 * What a rule says about a document: kept, or dropped by the first measurement that crossed its
 * threshold.
 *
 * @param reason which measurement, in snake case; empty where the document is kept
 * @param value what was measured
 * @param threshold what it was compared with
 */
public record Verdict(String reason, double value, double threshold) implements Serializable {
  /** Nothing fired. */
  public static final Verdict KEPT = new Verdict("", 0, 0);

  /** A document with no text to judge. */
  static final Verdict EMPTY = new Verdict("empty", 0, 1);

  private static final long serialVersionUID = 1L;

  /** Whether the document goes on. */
  public boolean isKept() {
    return reason.isEmpty();
  }

  /** Drops what exceeds its threshold. */
  static Verdict atMost(String reason, double value, double threshold) {
    return value > threshold ? new Verdict(reason, value, threshold) : KEPT;
  }

  /** Drops what falls short of its threshold. */
  static Verdict atLeast(String reason, double value, double threshold) {
    return value < threshold ? new Verdict(reason, value, threshold) : KEPT;
  }
}
