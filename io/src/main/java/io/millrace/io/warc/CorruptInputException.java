package io.millrace.io.warc;

import java.io.IOException;

/** Bytes that are not what they should be, as opposed to bytes that could not be read. */
final class CorruptInputException extends IOException {

  private static final long serialVersionUID = 1L;

  CorruptInputException(String message) {
    super(message);
  }

  CorruptInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
