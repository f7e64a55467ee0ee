package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.Main;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code train} in a JVM of its own, with the launcher's flags, so that it can be killed. */
final class TrainingProcess implements AutoCloseable {
  private static final long LIMIT_SECONDS = 300;

  private final Process process;
  private final Path log;

  private TrainingProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a run.
   *
   * @param log for its standard output and error
   * @param arguments of {@code train}
   */
  static TrainingProcess start(Path log, List<String> arguments) throws IOException {
    return start(log, arguments, Map.of());
  }

  /**
   * As the other.
   *
   * @param environment variables of the process, beside those of this one
   */
  static TrainingProcess start(Path log, List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Dorg.bytedeco.javacpp.nopointergc=true",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new TrainingProcess(builder.start(), log);
  }

  /** Waits until the run's {@code metrics.jsonl} has a step; the run must not be done by then. */
  void awaitStep(Path output, int step) throws IOException, InterruptedException {
    Files.createDirectories(output);
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      output.register(
          watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      while (!hasStep(output.resolve("metrics.jsonl"), step)) {
        assertThat(process.isAlive()).as("%s", said()).isTrue();
        WatchKey key = watch.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(key).as("no step %d; it said %s", step, said()).isNotNull();
        key.pollEvents();
        key.reset();
      }
    }
    assertThat(process.isAlive()).as("ended before it could be killed: %s", said()).isTrue();
  }

  private static boolean hasStep(Path metrics, int step) throws IOException {
    if (!Files.exists(metrics)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(metrics)) {
      return lines.anyMatch(line -> line.startsWith("{\"step\":" + step + ",\"loss\""));
    }
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** SIGTERM; returns the exit code. */
  int terminate() throws IOException, InterruptedException {
    process.destroy();
    return exitCode();
  }

  /** Waits for its end. */
  int exitCode() throws IOException, InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("%s", said()).isTrue();
    return process.exitValue();
  }

  /** What it printed so far. */
  String said() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
