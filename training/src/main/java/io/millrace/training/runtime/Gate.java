package io.millrace.training.runtime;

import io.millrace.training.schedule.Action;
import java.util.HashSet;
import java.util.Set;

/**
 * Where workers wait for what others have done. A failure opens the gate for all, with an
 * exception.
 */
final class Gate {
  private record Result(int replica, Action action) {}

  private final Set<Result> done = new HashSet<>();
  private Throwable failure;

  /** Records a replica's action and wakes who waits for it. */
  synchronized void open(int replica, Action action) {
    done.add(new Result(replica, action));
    notifyAll();
  }

  /**
   * Waits for an action of a replica.
   *
   * @throws StoppedException if a worker failed
   */
  synchronized void await(int replica, Action action) throws InterruptedException {
    Result awaited = new Result(replica, action);
    while (!done.contains(awaited) && failure == null) {
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
