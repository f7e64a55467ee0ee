package io.millrace.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on loopback, in a process of its own because its libraries would clash with ours. */
final class ServerProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 10;

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The Java that runs the tests. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Starts a server, and waits until it listens.
   *
   * @param command that logs to its standard streams
   * @param listens finds, in the line that says so, the port
   * @throws IOException if it ends before; the message has its log
   */
  static ServerProcess start(ProcessBuilder command, Pattern listens) throws IOException {
    Process process = command.redirectErrorStream(true).start();
    return new ServerProcess(process, portOf(process, listens));
  }

  private static int portOf(Process process, Pattern listens) throws IOException {
    BufferedReader log = process.inputReader();
    StringBuilder seen = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher port = listens.matcher(line);
      if (port.find()) {
        Thread drain = new Thread(() -> drain(log), "server-log");
        drain.setDaemon(true);
        drain.start();
        return Integer.parseInt(port.group(1));
      }
      seen.append(line).append('\n');
    }
    throw new IOException("The server ended before it listened:\n" + seen);
  }

  /** Reads on, so that the server never waits for room to log in. */
  private static void drain(BufferedReader log) {
    try (log) {
      log.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The server was stopped.
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
