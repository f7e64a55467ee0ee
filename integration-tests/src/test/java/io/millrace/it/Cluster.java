package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A Flink cluster of processes, as {@code bin/start-cluster} starts it, on free ports. */
final class Cluster implements AutoCloseable {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path JOB_JAR = HOME.resolve("jobs/target/millrace-jobs-cluster.jar");
  private static final Duration DEADLINE = Duration.ofMinutes(8);
  private static final long POLL_MILLIS = 100;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Path folder;
  private final int port = freePort();

  /** Starts a JobManager and task managers of a slot each. */
  Cluster(Path folder, int taskManagers) throws IOException, InterruptedException {
    this.folder = folder;
    script(
        "start-cluster",
        "-Drest.port=" + port,
        "-Djobmanager.rpc.port=" + freePort(),
        String.valueOf(taskManagers));
  }

  /** What {@code --flinkMaster} takes. */
  String master() {
    return "localhost:" + port;
  }

  /** Starts a further task manager. */
  void join() throws IOException, InterruptedException {
    script("start-cluster", "1");
  }

  /** Kills a process, {@code jobmanager} or {@code taskmanager-1} and so on, as -9 does. */
  void kill(String name) throws IOException {
    ProcessHandle process = process(folder.resolve("pids").resolve(name));
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Where its processes take connections. */
  List<InetAddress> listeningAddresses() throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    try (Stream<Path> pids = Files.list(folder.resolve("pids"))) {
      for (Path pid : pids.toList()) {
        addresses.addAll(ListeningSockets.of(process(pid).pid()));
      }
    }
    return addresses;
  }

  private static ProcessHandle process(Path pid) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
  }

  /** Uploads the job jar and returns its id. */
  String upload() throws IOException, InterruptedException {
    String boundary = "jar-boundary";
    BodyPublisher jar =
        BodyPublishers.concat(
            BodyPublishers.ofString(
                "--"
                    + boundary
                    + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"millrace.jar\""
                    + "\r\nContent-Type: application/x-java-archive\r\n\r\n"),
            BodyPublishers.ofFile(JOB_JAR),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    HttpRequest request =
        HttpRequest.newBuilder(uri("/jars/upload"))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(jar)
            .build();
    String name = answer(client.send(request, BodyHandlers.ofString())).path("filename").asText();
    return Path.of(name).getFileName().toString();
  }

  /** Runs a command of an uploaded jar and returns what the REST API says. */
  HttpResponse<String> run(String jarId, int parallelism, String... args)
      throws IOException, InterruptedException {
    ObjectNode body = json.createObjectNode().put("parallelism", parallelism);
    for (String arg : args) {
      body.withArray("programArgsList").add(arg);
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri("/jars/" + jarId + "/run"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** As {@link #run}, and returns the id of the job that it started. */
  String submit(String jarId, int parallelism, String... args)
      throws IOException, InterruptedException {
    return answer(run(jarId, parallelism, args)).path("jobid").asText();
  }

  /** Waits until a job is at its end, which must be a good one. */
  void awaitFinished(String jobId) throws IOException, InterruptedException {
    await(
        "end of job " + jobId,
        () -> {
          String state = job(jobId).path("state").asText();
          assertThat(state).as("state of job %s", jobId).isNotIn("FAILED", "CANCELED");
          return state.equals("FINISHED");
        });
  }

  /** Waits until a running step of a job has received records. */
  void awaitRecords(String jobId) throws IOException, InterruptedException {
    await(
        "records of job " + jobId,
        () ->
            StreamSupport.stream(job(jobId).path("vertices").spliterator(), false)
                .filter(step -> step.path("status").asText().equals("RUNNING"))
                .anyMatch(step -> step.path("metrics").path("read-records").asLong() > 0));
  }

  /** Waits until a job whose name has a part runs, which a client is about to submit. */
  void awaitRunning(String partOfName, CompletableFuture<Cli.Result> client)
      throws IOException, InterruptedException {
    await(
        "job " + partOfName,
        () -> {
          assertThat(client).isNotDone();
          for (JsonNode job : get("/jobs/overview").path("jobs")) {
            if (job.path("name").asText().contains(partOfName)
                && job.path("tasks").path("running").asInt() > 0) {
              return true;
            }
          }
          return false;
        });
  }

  /** How often a job was restarted after a failure. */
  int failures(String jobId) throws IOException, InterruptedException {
    return get("/jobs/" + jobId + "/exceptions").path("exceptionHistory").path("entries").size();
  }

  private JsonNode job(String jobId) throws IOException, InterruptedException {
    return get("/jobs/" + jobId);
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(String what, Condition condition)
      throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("%s is late", what).isLessThan(deadlineNanos);
      Thread.sleep(POLL_MILLIS);
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return answer(client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString()));
  }

  private JsonNode answer(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json.readTree(response.body());
  }

  private URI uri(String path) {
    return URI.create("http://" + master() + path);
  }

  private void script(String name, String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(HOME.resolve("bin").resolve(name).toString(), "--dir=" + folder));
    command.addAll(List.of(args));
    Path log = Files.createTempFile(folder.getParent(), name, ".log");
    int exitCode =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(exitCode).as(Files.readString(log)).isZero();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    script("stop-cluster");
  }
}
