package io.millrace.transforms.stage;

import io.millrace.io.document.Document;

/** A rule's verdict. */
public sealed interface Outcome {
  /** The document as it stood, or as the rule left it. */
  Document document();

  /** The document goes on. */
  record Kept(Document document) implements Outcome {}

  /**
   * The document goes no further.
   *
   * @param document as it stood
   * @param reason the rule that fired, in snake case
   * @param value what it measured, printed
   * @param threshold what it was compared with, printed; may be empty
   */
  record Dropped(Document document, String reason, String value, String threshold)
      implements Outcome {}
}
