package io.millrace.transforms.sample;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.write.RowOrder;
import java.util.Comparator;

/**
 * A document that a rule decided against, as people are shown it.
 *
 * @param stage the stage that dropped it
 * @param reason the rule
 * @param id the document's
 * @param language its label; empty before identification
 * @param value what the rule measured, printed
 * @param threshold what it was compared with, printed; may be empty
 * @param text its beginning, of {@link #MAX_CODE_POINTS} at most; an ellipsis tells that it goes on
 */
public record DropSample(
    String stage,
    String reason,
    String id,
    String language,
    String value,
    String threshold,
    String text) {
  /** As much of a text as is shown. */
  public static final int MAX_CODE_POINTS = 300;

  /** By a hash of the id, so that which come first follows from the documents alone. */
  public static final Comparator<DropSample> BY_HASH =
      Comparator.<DropSample>comparingLong(
              sample -> RowOrder.of(sample.id(), 0, 0) ^ Long.MIN_VALUE)
          .thenComparing(DropSample::id)
          .thenComparing(DropSample::language)
          .thenComparing(DropSample::value)
          .thenComparing(DropSample::threshold)
          .thenComparing(DropSample::text);

  /** Of a document as it was dropped. */
  static DropSample of(Dropped dropped) {
    Document document = dropped.document();
    return new DropSample(
        dropped.stage(),
        dropped.reason(),
        document.id(),
        document.language(),
        dropped.value(),
        dropped.threshold(),
        beginning(document.text()));
  }

  private static String beginning(String text) {
    return text.codePointCount(0, text.length()) <= MAX_CODE_POINTS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_CODE_POINTS)) + "…";
  }
}
