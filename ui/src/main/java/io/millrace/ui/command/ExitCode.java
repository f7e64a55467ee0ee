package io.millrace.ui.command;

/**
 * Exit codes that scripts may rely on. After SIGINT and SIGTERM the JVM itself exits with 130 and
 * 143.
 */
public final class ExitCode {
  /** The command did what it was asked to. */
  public static final int SUCCESS = 0;

  /** The work began and failed. */
  public static final int FAILURE = 1;

  /** Bad usage or configuration; no work was begun. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
