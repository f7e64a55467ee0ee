package io.millrace.it.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a Java process used, as Linux tells it under {@code /proc}.
 *
 * @param seconds from its start to its end
 * @param cpuSeconds of the processor, up to a tenth of a second before its end
 * @param compilerCpuSeconds that part of them that compiled byte code
 * @param collectorCpuSeconds that part of them that collected garbage
 * @param peakBytes the most memory that was resident
 */
record ProcessUsage(
    double seconds,
    double cpuSeconds,
    double compilerCpuSeconds,
    double collectorCpuSeconds,
    long peakBytes) {
  private static final double TICKS_PER_SECOND = 100;
  private static final long LOOK_MILLIS = 100;

  /**
   * Of {@code /proc/PID/stat}, counted behind the name in brackets: user time, then system time.
   */
  private static final int USER_TICKS_FIELD = 11;

  /** The part of a running process's time that its Java threads had. */
  double javaCpuSeconds() {
    return cpuSeconds - compilerCpuSeconds - collectorCpuSeconds;
  }

  /**
   * Waits for a process and watches it.
   *
   * @throws IOException if it fails
   */
  static ProcessUsage of(Process process) throws IOException, InterruptedException {
    long start = System.nanoTime();
    ProcessUsage last = new ProcessUsage(0, 0, 0, 0, 0);
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      last = look(Path.of("/proc", String.valueOf(process.pid())), last);
    }
    if (process.exitValue() != 0) {
      throw new IOException("the command ended with exit code " + process.exitValue());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new ProcessUsage(
        seconds,
        last.cpuSeconds,
        last.compilerCpuSeconds,
        last.collectorCpuSeconds,
        last.peakBytes);
  }

  /**
   * What a process used up to now; {@code last} if it or a thread ended meanwhile. A process that
   * is just ending has no threads and no memory any more.
   */
  private static ProcessUsage look(Path proc, ProcessUsage last) {
    try {
      return new ProcessUsage(
          0,
          cpuSeconds(Files.readString(proc.resolve("stat"))),
          Math.max(
              last.compilerCpuSeconds,
              cpuSeconds(proc.resolve("task"), name -> name.matches("C[12] .*"))),
          Math.max(
              last.collectorCpuSeconds,
              cpuSeconds(proc.resolve("task"), name -> name.matches("(GC|VM) Thread.*"))),
          Math.max(last.peakBytes, peakBytes(Files.readAllLines(proc.resolve("status")))));
    } catch (IOException | UncheckedIOException e) {
      return last;
    }
  }

  private static double cpuSeconds(Path tasks, Predicate<String> names) throws IOException {
    double seconds = 0;
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        seconds += names.test(name) ? cpuSeconds(stat) : 0;
      }
    }
    return seconds;
  }

  private static double cpuSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks =
        Long.parseLong(fields[USER_TICKS_FIELD]) + Long.parseLong(fields[USER_TICKS_FIELD + 1]);
    return ticks / TICKS_PER_SECOND;
  }

  /** The most memory of this process that was resident, in bytes. */
  static long ownPeakBytes() throws IOException {
    return peakBytes(ProcessHandle.current().pid());
  }

  /** The most memory of a process that was resident up to now, in bytes. */
  static long peakBytes(long pid) throws IOException {
    return peakBytes(Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")));
  }

  private static long peakBytes(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
