package io.millrace.training.loop;

import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM and SIGINT as a request: the JVM waits until the run has saved a checkpoint, then exits
 * with 143 or 130.
 */
public final class StopSignal implements AutoCloseable {
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop-signal");
  private volatile boolean requested;

  /** Listens from now on. */
  public StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the run should end after the present step. */
  public boolean requested() {
    return requested;
  }

  private void stop() {
    requested = true;
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the JVM go. */
  @Override
  public void close() {
    finished.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The signal came just now; the hook has nothing left to wait for.
        requested = true;
      }
    }
  }
}
