package io.millrace.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hadoop's MiniDFSCluster, a name node and a data node on loopback, in a process of its own. */
final class MiniHdfs implements AutoCloseable {
  private static final Path LIBRARIES = Path.of("target", "hdfs").toAbsolutePath();
  private static final Pattern LISTENS =
      Pattern.compile("Started MiniDFSCluster -- namenode on port (\\d+)");

  private final Process process;
  private final int port;

  private MiniHdfs(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts an empty file system, and waits until it can be used.
   *
   * @param folder for its blocks
   */
  static MiniHdfs start(Path folder) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx512m",
                "-cp",
                LIBRARIES + "/*",
                "org.apache.hadoop.mapreduce.MiniHadoopClusterManager",
                "-nomr",
                "-format",
                "-nnport",
                "0",
                "-nnhttpport",
                "0",
                "-datanodes",
                "1")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    return new MiniHdfs(process, portOf(process));
  }

  private static int portOf(Process process) throws IOException {
    BufferedReader log = process.inputReader();
    StringBuilder seen = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        Thread drain = new Thread(() -> drain(log), "hdfs-log");
        drain.setDaemon(true);
        drain.start();
        return Integer.parseInt(listens.group(1));
      }
      seen.append(line).append('\n');
    }
    throw new IOException("HDFS ended before it listened:\n" + seen);
  }

  /** Reads on, so that the cluster never waits for room to log in. */
  private static void drain(BufferedReader log) {
    try (log) {
      log.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The cluster was stopped.
    }
  }

  /** Its root, such as {@code hdfs://localhost:8020}. */
  String uri() {
    return "hdfs://localhost:" + port;
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
