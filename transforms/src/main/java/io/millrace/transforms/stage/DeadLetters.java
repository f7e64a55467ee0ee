package io.millrace.transforms.stage;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.Document;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Makes dead letters. */
public final class DeadLetters {
  private DeadLetters() {}

  /**
   * A document on which a stage failed; the payload is its text.
   *
   * @param document what was given
   * @param stage the stage's name
   * @param thrown what it threw
   */
  public static DeadLetter of(Document document, String stage, Throwable thrown) {
    return new DeadLetter(
        stage,
        document.warcFile(),
        document.warcOffset(),
        String.valueOf(thrown),
        stackTrace(thrown),
        document.utf8().bytes());
  }

  /** The stack trace as text. */
  static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
