package io.millrace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * An S3 server on loopback. It keeps every object as the file of its name below the folder of its
 * bucket, where tests may look at it without S3.
 */
final class ObjectStore implements AutoCloseable {
  static final String ACCESS_KEY = "millrace-test";
  static final String SECRET_KEY = "not-to-be-found-in-any-output";

  private static final Path JAR = Path.of("target", "object-store", "s3proxy.jar");
  private static final Pattern LISTENS = Pattern.compile("Started .*\\{127\\.0\\.0\\.1:(\\d+)}");

  private final ServerProcess server;
  private final Path buckets;

  private ObjectStore(ServerProcess server, Path buckets) {
    this.server = server;
    this.buckets = buckets;
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
    ProcessBuilder command =
        new ProcessBuilder(
            ServerProcess.java(),
            "-Xmx256m",
            "-jar",
            JAR.toString(),
            "--properties",
            configuration.toString());
    return new ObjectStore(ServerProcess.start(command, LISTENS), buckets);
  }

  /** Where clients reach it: a host name, so that they must name buckets in the path. */
  String endpoint() {
    return "http://localhost:" + server.port();
  }

  int port() {
    return server.port();
  }

  /** Makes a bucket, and returns the folder that holds its objects. */
  Path bucket(String name) throws IOException {
    return Files.createDirectories(buckets.resolve(name));
  }

  @Override
  public void close() {
    server.close();
  }
}
