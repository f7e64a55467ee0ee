package io.millrace.jobs.command;

import io.millrace.jobs.cluster.JobOnCluster;
import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.stage.LiveCounts;
import io.millrace.transforms.stage.Measurement;
import io.millrace.ui.progress.Progress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows, while a job runs, how many records its stages or steps have seen and how fast. */
final class JobProgress implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 500;

  /** A cluster's counts are seconds old anyway. */
  private static final long CLUSTER_INTERVAL_MILLIS = 2000;

  /** What is counted as stages are, but says nothing of how far the run is. */
  private static final Set<String> NO_STAGES =
      Stream.concat(
              Measurement.stages().stream(),
              Stream.of(ReadCaptures.FILE_RECORDS, ReadCaptures.FILE_DAMAGE))
          .collect(Collectors.toUnmodifiableSet());

  private final String title;
  private final DoubleFunction<List<String>> state;
  private final Progress progress = Progress.onStandardError();
  private final long startNanos = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(JobProgress::daemon);

  private JobProgress(String title, DoubleFunction<List<String>> state) {
    this.title = title;
    this.state = state;
  }

  /** Shows what the stages in this process have seen. */
  static JobProgress ofThisProcess(String title) {
    LiveCounts.reset();
    return start(title, JobProgress::stages, INTERVAL_MILLIS);
  }

  /** Shows what a cluster tells of its job. */
  static JobProgress of(String title, JobOnCluster job) {
    return start(title, seconds -> job.state(), CLUSTER_INTERVAL_MILLIS);
  }

  private static JobProgress start(
      String title, DoubleFunction<List<String>> state, long intervalMillis) {
    JobProgress progress = new JobProgress(title, state);
    progress.timer.scheduleWithFixedDelay(
        progress::show, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
    return progress;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "progress");
    thread.setDaemon(true);
    return thread;
  }

  private static List<String> stages(double seconds) {
    return LiveCounts.snapshot().entrySet().stream()
        .filter(stage -> !NO_STAGES.contains(stage.getKey()))
        .map(stage -> describe(stage.getKey(), stage.getValue(), seconds))
        .toList();
  }

  private static String describe(String stage, long count, double seconds) {
    return String.format(Locale.ROOT, "%s %,d (%,.0f/s)", stage, count, count / seconds);
  }

  private void show() {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    StringJoiner line = new StringJoiner(" | ").add(title);
    state.apply(seconds).forEach(line::add);
    progress.update(line.add(String.format(Locale.ROOT, "%.0f s", seconds)).toString());
  }

  @Override
  public void close() {
    timer.shutdownNow();
    progress.close();
  }
}
