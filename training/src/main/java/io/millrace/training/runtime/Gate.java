package io.millrace.training.runtime;

import io.millrace.training.schedule.Action;
import java.util.HashSet;
import java.util.Set;

/**
 * Where workers wait for what others have done. A failure opens the gate for all, with an
 * exception.
 */
final class Gate {
  private final Set<Action> done = new HashSet<>();
  private Throwable failure;

  /** Records an action and wakes who waits for it. */
  synchronized void open(Action action) {
    done.add(action);
    notifyAll();
  }

  /**
   * Waits for an action.
   *
   * @throws StoppedException if a worker failed
   */
  synchronized void await(Action action) throws InterruptedException {
    while (!done.contains(action) && failure == null) {
      wait();
    }
    if (failure != null) {
      throw new StoppedException();
    }
  }

  /** Stops all workers; the first failure is kept. */
  synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    notifyAll();
  }

  /** Why the workers were stopped, or null. */
  synchronized Throwable failure() {
    return failure;
  }

  /** Another worker failed. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
