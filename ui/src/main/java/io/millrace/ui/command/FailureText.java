package io.millrace.ui.command;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** What a failure says of itself, in a line. */
final class FailureText {
  private FailureText() {}

  /** The message, then those of its causes that say something new. */
  static String of(Throwable failure) {
    StringBuilder text = new StringBuilder(message(failure));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String message = message(cause);
      if (text.indexOf(message) < 0) {
        text.append(": ").append(message);
      }
    }
    return text.toString();
  }

  /** Some of Java's own exceptions have no message, or a path or their cause alone. */
  private static String message(Throwable failure) {
    String message = failure.getMessage();
    if (message == null) {
      return failure.getClass().getSimpleName();
    }
    if (failure.getCause() != null && message.equals(failure.getCause().toString())) {
      return message(failure.getCause());
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file: " + message;
    }
    if (failure instanceof AccessDeniedException) {
      return "no permission: " + message;
    }
    return failure instanceof FileAlreadyExistsException ? "exists already: " + message : message;
  }
}
