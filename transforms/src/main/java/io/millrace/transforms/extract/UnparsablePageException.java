package io.millrace.transforms.extract;

/** A page that the HTML parser gave up on, through a fault of its own: no markup is an error. */
public final class UnparsablePageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnparsablePageException(RuntimeException fault) {
    super("the HTML parser failed: " + fault.getMessage(), fault);
  }
}
