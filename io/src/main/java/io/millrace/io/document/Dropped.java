package io.millrace.io.document;

import java.util.Objects;

/**
 * A document that a rule decided against.
 *
 * @param document as it stood when it was dropped
 * @param stage the stage that dropped it, such as {@code quality}
 * @param reason the rule, in snake case
 * @param value what the rule measured, printed
 * @param threshold what it was compared with, printed; empty where there is none
 */
public record Dropped(
    Document document, String stage, String reason, String value, String threshold) {
  /** Rejects missing parts. */
  public Dropped {
    Objects.requireNonNull(document, "document");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(threshold, "threshold");
  }

  /** This with the document changed. */
  public Dropped withDocument(Document document) {
    return new Dropped(document, stage, reason, value, threshold);
  }
}
