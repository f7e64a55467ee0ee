package io.millrace.ui.progress;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * One line of progress on standard error: rewritten in place on a terminal, printed anew at most
 * every ten seconds elsewhere. Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {
  /** Set by the launcher: whether standard error is a terminal. */
  private static final boolean ON_TERMINAL = Boolean.getBoolean("millrace.terminal");

  /** Set by the launcher: a longer line would wrap and could not be rewritten. */
  private static final int COLUMNS = Integer.getInteger("millrace.columns", 80);

  private static final int BAR_WIDTH = 20;
  private static final long TERMINAL_INTERVAL_MILLIS = 200;
  private static final long PLAIN_INTERVAL_MILLIS = 10_000;

  private final PrintStream stream;
  private final boolean inPlace;
  private final LongSupplier clockMillis;
  private final long intervalMillis;
  private String pending;
  private int printedWidth;
  private long nextMillis = Long.MIN_VALUE;

  Progress(PrintStream stream, boolean inPlace, LongSupplier clockMillis) {
    this.stream = stream;
    this.inPlace = inPlace;
    this.clockMillis = clockMillis;
    this.intervalMillis = inPlace ? TERMINAL_INTERVAL_MILLIS : PLAIN_INTERVAL_MILLIS;
  }

  /** Progress on standard error. */
  public static Progress onStandardError() {
    return new Progress(System.err, ON_TERMINAL, () -> System.nanoTime() / 1_000_000);
  }

  /**
   * Shows a line, unless the last one shown is too recent; the newest line is always shown on
   * {@link #close()}.
   *
   * @param line the whole state of the work, without a line break
   */
  public synchronized void update(String line) {
    pending = line;
    if (clockMillis.getAsLong() >= nextMillis) {
      print();
    }
  }

  /**
   * As {@link #update(String)}, with a bar before the line on a terminal.
   *
   * @param done part of the work that is done, from 0 to 1
   * @param line the whole state of the work, without a line break
   */
  public void update(double done, String line) {
    update(inPlace ? bar(done) + " " + line : line);
  }

  private static String bar(double done) {
    int full = (int) (BAR_WIDTH * Math.min(1, Math.max(0, done)));
    return "[" + "#".repeat(full) + " ".repeat(BAR_WIDTH - full) + "]";
  }

  /** Shows what was not shown yet and ends the line. */
  @Override
  public synchronized void close() {
    if (pending != null) {
      print();
    }
    if (inPlace && printedWidth > 0) {
      stream.println();
      printedWidth = 0;
    }
  }

  private void print() {
    if (inPlace) {
      pending = pending.substring(0, Math.min(pending.length(), COLUMNS - 1));
      int padding = Math.max(0, printedWidth - pending.length());
      stream.print("\r" + pending + " ".repeat(padding));
      stream.flush();
    } else {
      stream.println(pending);
    }
    printedWidth = pending.length();
    pending = null;
    nextMillis = clockMillis.getAsLong() + intervalMillis;
  }
}
