package io.millrace.transforms.stage;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The time that stages are said to take: the processor's, spent on the current thread. More steps
 * run at once than there are processors; by the clock each would seem to take what all take.
 */
public final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /**
   * Nanoseconds since some time in the past, to be subtracted from another reading on the same
   * thread. By the clock where the platform does not tell the threads' times.
   */
  public static long nanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
