package io.millrace.transforms.stage;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.DeadLetter.PayloadType;
import io.millrace.io.document.Document;
import io.millrace.io.warc.Capture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;

/**
 * Makes dead letters of what a stage failed on. They hold what the stage was given; {@code
 * AttachRecords} puts the record in its place before they are written.
 */
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
        document.id(),
        reason(thrown),
        stackTrace(thrown),
        PayloadType.CONTENT,
        document.utf8().bytes());
  }

  /**
   * A capture on which a stage failed; the payload is its body.
   *
   * @param capture what was given
   * @param stage the stage's name
   * @param thrown what it threw
   */
  public static DeadLetter of(Capture capture, String stage, Throwable thrown) {
    return new DeadLetter(
        stage,
        capture.warcFile(),
        capture.warcOffset(),
        capture.id().toString(),
        reason(thrown),
        stackTrace(thrown),
        PayloadType.CONTENT,
        capture.payload().bytes());
  }

  /** The failure in one line. */
  private static String reason(Throwable thrown) {
    return String.valueOf(thrown)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
