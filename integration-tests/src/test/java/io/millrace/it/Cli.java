package io.millrace.it;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * Runs commands of the jobs' class path in this process, so that tests share a JVM that has Flink
 * loaded.
 */
final class Cli {
  static {
    // As the launcher does; the class that reads it is not loaded yet.
    Path home = Path.of("..").toAbsolutePath().normalize();
    System.setProperty("millrace.flink.conf", home + "/flink-conf/local");
    System.setProperty("millrace.flink.client.conf", home + "/flink-conf/client");
    System.setProperty("millrace.job.jar", home + "/jobs/target/millrace-jobs-cluster.jar");
  }

  private Cli() {}

  /** What a command left. */
  record Result(int exitCode, String stdout, String stderr) {}

  /** Runs a command of the jobs' class path. */
  static Result millrace(String... args) {
    return run(() -> io.millrace.jobs.Main.run(args));
  }

  /** Runs a command of the trainer's class path. */
  static Result train(String... args) {
    return run(() -> io.millrace.training.Main.run(args));
  }

  private static synchronized Result run(IntSupplier command) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      int exitCode = command.getAsInt();
      return new Result(
          exitCode,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
