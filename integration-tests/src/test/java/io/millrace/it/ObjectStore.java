package io.millrace.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An S3 server on loopback, in a process of its own. It keeps every object as the file of its name
 * below the folder of its bucket, where tests may look at it without S3.
 */
final class ObjectStore implements AutoCloseable {
  static final String ACCESS_KEY = "millrace-test";
  static final String SECRET_KEY = "not-to-be-found-in-any-output";

  private static final Path JAR = Path.of("target", "object-store", "s3proxy.jar");
  private static final Pattern LISTENS = Pattern.compile("Started .*\\{127\\.0\\.0\\.1:(\\d+)}");

  private final Process process;
  private final Path buckets;
  private final int port;

  private ObjectStore(Process process, Path buckets, int port) {
    this.process = process;
    this.buckets = buckets;
    this.port = port;
  }

  /**
   * Starts a server, and waits until it listens.
   *
   * @param folder an empty one, for its configuration and its buckets
   */
  static ObjectStore start(Path folder) throws IOException {
    Path buckets = Files.createDirectory(folder.resolve("buckets"));
    Properties settings = new Properties();
    settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
    settings.setProperty("s3proxy.authorization", "aws-v2-or-v4");
    settings.setProperty("s3proxy.identity", ACCESS_KEY);
    settings.setProperty("s3proxy.credential", SECRET_KEY);
    settings.setProperty("jclouds.provider", "filesystem-nio2");
    settings.setProperty("jclouds.filesystem.basedir", buckets.toString());
    Path configuration = folder.resolve("s3proxy.properties");
    try (var writer = Files.newBufferedWriter(configuration)) {
      settings.store(writer, null);
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx256m",
                "-jar",
                JAR.toString(),
                "--properties",
                configuration.toString())
            .redirectErrorStream(true)
            .start();
    return new ObjectStore(process, buckets, portOf(process));
  }

  private static int portOf(Process process) throws IOException {
    BufferedReader log = process.inputReader();
    StringBuilder seen = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        Thread drain = new Thread(() -> drain(log), "object-store-log");
        drain.setDaemon(true);
        drain.start();
        return Integer.parseInt(listens.group(1));
      }
      seen.append(line).append('\n');
    }
    throw new IOException("The S3 server ended before it listened:\n" + seen);
  }

  /** Reads on, so that the server never waits for room to log in. */
  private static void drain(BufferedReader log) {
    try (log) {
      log.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The server was stopped.
    }
  }

  /** Where clients reach it: a host name, so that they must name buckets in the path. */
  String endpoint() {
    return "http://localhost:" + port;
  }

  int port() {
    return port;
  }

  /** Makes a bucket, and returns the folder that holds its objects. */
  Path bucket(String name) throws IOException {
    return Files.createDirectories(buckets.resolve(name));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
