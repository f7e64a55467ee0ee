package io.millrace.transforms.quality;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.Outcome;
import java.io.Serializable;
import java.util.Locale;

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

  /** What becomes of the document that was judged; numbers are printed with six digits. */
  public Outcome outcome(Document document) {
    return isKept()
        ? new Outcome.Kept(document)
        : new Outcome.Dropped(document, reason, print(value), print(threshold));
  }

  private static String print(double number) {
    return String.format(Locale.ROOT, "%.6g", number);
  }

  /**
   * Drops what exceeds its threshold.
   *
   * @param reason which measurement, in snake case
   * @param value what was measured
   * @param threshold the most that is kept
   */
  public static Verdict atMost(String reason, double value, double threshold) {
    return value > threshold ? new Verdict(reason, value, threshold) : KEPT;
  }

  /**
   * Drops what falls short of its threshold.
   *
   * @param reason which measurement, in snake case
   * @param value what was measured
   * @param threshold the least that is kept
   */
  public static Verdict atLeast(String reason, double value, double threshold) {
    return value < threshold ? new Verdict(reason, value, threshold) : KEPT;
  }
}
