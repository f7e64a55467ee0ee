package io.millrace.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Hadoop's MiniDFSCluster, a name node and a data node on loopback. */
final class MiniHdfs implements AutoCloseable {
  private static final Path LIBRARIES = Path.of("target", "hdfs").toAbsolutePath();
  private static final Pattern LISTENS =
      Pattern.compile("Started MiniDFSCluster -- namenode on port (\\d+)");

  private final ServerProcess server;

  private MiniHdfs(ServerProcess server) {
    this.server = server;
  }

  /**
   * Starts an empty file system, and waits until it can be used.
   *
   * @param folder for its blocks
   */
  static MiniHdfs start(Path folder) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
                ServerProcess.java(),
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
            .directory(folder.toFile());
    return new MiniHdfs(ServerProcess.start(command, LISTENS));
  }

  /** Its root, such as {@code hdfs://localhost:8020}. */
  String uri() {
    return "hdfs://localhost:" + server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
