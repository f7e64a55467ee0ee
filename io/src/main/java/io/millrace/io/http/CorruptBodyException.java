package io.millrace.io.http;

import java.io.IOException;

/** An HTTP body that is not what its headers say, or more than the limits allow. */
public final class CorruptBodyException extends IOException {

  private static final long serialVersionUID = 1L;

  CorruptBodyException(String message) {
    super(message);
  }

  CorruptBodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
