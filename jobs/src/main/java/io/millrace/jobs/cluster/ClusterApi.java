package io.millrace.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a Flink cluster tells of itself by its REST API. */
public final class ClusterApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();
  private final String address;

  /**
   * A step of a job.
   *
   * @param name as Flink has it: all that was chained to one
   * @param state such as {@code RUNNING}
   * @param recordsIn received by all its subtasks so far, from other steps
   * @param recordsOut sent by all its subtasks so far, to other steps
   * @param runningMillis since its first subtask began
   */
  public record Step(
      String name, String state, long recordsIn, long recordsOut, long runningMillis) {
    /** Received, or sent where these are more: a step that reads files receives none. */
    long records() {
      return Math.max(recordsIn, recordsOut);
    }
  }

  /**
   * A job's state.
   *
   * @param state such as {@code RUNNING} or {@code RESTARTING}
   * @param steps in the order of data
   */
  public record Job(String state, List<Step> steps) {}

  /**
   * @param master the JobManager's {@code host:port}, with or without {@code http://}
   */
  public ClusterApi(String master) {
    this.address = master.contains("://") ? master : "http://" + master;
  }

  /**
   * How many slots the cluster's task managers have.
   *
   * @throws IOException if no cluster answers
   */
  public int slots() throws IOException {
    return get("/overview").path("slots-total").asInt();
  }

  /**
   * The id of a job.
   *
   * @param name that it was submitted under
   * @return empty if there is none
   * @throws IOException if no cluster answers
   */
  public Optional<String> jobId(String name) throws IOException {
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals(name)) {
        return Optional.of(job.path("jid").asText());
      }
    }
    return Optional.empty();
  }

  /**
   * How a job gets on.
   *
   * @throws IOException if no cluster answers, or it does not know the job
   */
  public Job job(String id) throws IOException {
    JsonNode job = get("/jobs/" + id);
    List<Step> steps = new ArrayList<>();
    for (JsonNode vertex : job.path("vertices")) {
      JsonNode metrics = vertex.path("metrics");
      steps.add(
          new Step(
              vertex.path("name").asText(),
              vertex.path("status").asText(),
              metrics.path("read-records").asLong(),
              metrics.path("write-records").asLong(),
              vertex.path("duration").asLong()));
    }
    return new Job(job.path("state").asText(), steps);
  }

  private JsonNode get(String path) throws IOException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT).build();
      var response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != OK) {
        throw new IOException(address + path + ": HTTP " + response.statusCode());
      }
      return json.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(address + path);
    }
  }
}
