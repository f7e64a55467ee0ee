package io.millrace.jobs.command;

import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.stage.LiveCounts;
import io.millrace.transforms.write.TextLengths;
import io.millrace.ui.progress.Progress;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows, while a job runs in this process, how many records each stage has seen and how fast. */
final class JobProgress implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 500;

  /** What is counted as stages are, but says nothing of how far the run is. */
  private static final Set<String> NO_STAGES =
      Set.of(TextLengths.STAGE, ReadCaptures.FILE_RECORDS, ReadCaptures.FILE_DAMAGE);

  private final String command;
  private final Progress progress = Progress.onStandardError();
  private final long startNanos = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(JobProgress::daemon);

  private JobProgress(String command) {
    this.command = command;
  }

  static JobProgress start(String command) {
    LiveCounts.reset();
    JobProgress progress = new JobProgress(command);
    progress.timer.scheduleAtFixedRate(
        progress::show, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    return progress;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "progress");
    thread.setDaemon(true);
    return thread;
  }

  private void show() {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    StringJoiner line = new StringJoiner(" | ", command + " | ", "");
    LiveCounts.snapshot()
        .forEach(
            (stage, count) -> {
              if (!NO_STAGES.contains(stage)) {
                line.add(
                    String.format(Locale.ROOT, "%s %,d (%,.0f/s)", stage, count, count / seconds));
              }
            });
    progress.update(line.add(String.format(Locale.ROOT, "%.0f s", seconds)).toString());
  }

  @Override
  public void close() {
    timer.shutdownNow();
    progress.close();
  }
}
