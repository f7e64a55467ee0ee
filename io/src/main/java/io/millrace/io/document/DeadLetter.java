package io.millrace.io.document;

import java.util.Objects;

/**
 * Something that could not be processed, with all that is needed to see why and to try again.
 *
 * @param stage the stage that failed
 * @param source the file it came from, as the run read it: its whole path
 * @param offset where it begins there, in bytes: its gzip member, or the record itself where the
 *     file is not compressed
 * @param id the capture's identity, see {@link DocumentId}; empty where none was read
 * @param reason what went wrong, in a line
 * @param stackTrace the failure's stack trace; empty for damage in the input
 * @param payloadType what the payload is
 * @param payload the bytes
 */
public record DeadLetter(
    String stage,
    String source,
    long offset,
    String id,
    String reason,
    String stackTrace,
    PayloadType payloadType,
    byte[] payload) {

  /** What a payload is. */
  public enum PayloadType {
    /**
     * The record, whole: header and block as they stand in the file, which may be compressed. It
     * can be read again.
     */
    RECORD,
    /** Bytes of the file that are no whole record, or the first of them. */
    FRAGMENT,
    /** What the stage was given: a body without its encodings, or text. */
    CONTENT
  }

  /** Rejects missing parts. */
  public DeadLetter {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(stackTrace, "stackTrace");
    Objects.requireNonNull(payloadType, "payloadType");
    Objects.requireNonNull(payload, "payload");
  }

  /** This with the record in place of what the stage was given. */
  public DeadLetter withRecord(byte[] record) {
    return new DeadLetter(
        stage, source, offset, id, reason, stackTrace, PayloadType.RECORD, record);
  }

  /** This with more said about what went wrong. */
  public DeadLetter withReason(String reason) {
    return new DeadLetter(stage, source, offset, id, reason, stackTrace, payloadType, payload);
  }
}
