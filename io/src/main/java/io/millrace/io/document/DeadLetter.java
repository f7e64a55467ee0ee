package io.millrace.io.document;

import java.util.Objects;

/**
 * Something that could not be processed, with all that is needed to see why and to try again.
 *
 * @param stage the stage that failed
 * @param source the file it came from, as given to the run
 * @param offset where it begins there, in bytes
 * @param reason what went wrong, in a line
 * @param stackTrace the failure's stack trace; empty for damage in the input
 * @param payload the raw bytes, as far as they could be read
 */
public record DeadLetter(
    String stage, String source, long offset, String reason, String stackTrace, byte[] payload) {
  /** Rejects missing parts. */
  public DeadLetter {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(stackTrace, "stackTrace");
    Objects.requireNonNull(payload, "payload");
  }
}
