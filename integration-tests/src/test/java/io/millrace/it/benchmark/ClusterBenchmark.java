package io.millrace.it.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.ui.table.Table;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Runs a job on the cluster that {@code bin/start-cluster} has started on this machine, and prints
 * how evenly its steps' work was shared and how much memory each task manager had resident. How to
 * run it is in docs/benchmarks.md.
 */
public final class ClusterBenchmark {
  /** Shorter steps keep nobody waiting; what they take is mostly the deployment of their tasks. */
  private static final double LEAST_MEAN_SECONDS = 2;

  private static final int LONGEST_NAME = 60;
  private static final double MEBIBYTE = 1 << 20;

  private final ObjectMapper json = new ObjectMapper();
  private final String master;

  private ClusterBenchmark(String master) {
    this.master = master;
  }

  /**
   * How a step's work was shared.
   *
   * @param name as Flink has it
   * @param subtasks how many
   * @param meanSeconds of a subtask, from its start to its end
   * @param slowestSeconds of the slowest subtask
   * @param recordsRatio the most records of a subtask, read and written, over the mean
   */
  private record Step(
      String name, int subtasks, double meanSeconds, double slowestSeconds, double recordsRatio) {
    double ratio() {
      return slowestSeconds / meanSeconds;
    }
  }

  /**
   * @param args the repository's folder, the cluster's, its {@code host:port}, and a command with
   *     its options
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 4) {
      throw new IllegalArgumentException("give HOME CLUSTER_FOLDER HOST:PORT COMMAND OPTION...");
    }
    ClusterBenchmark benchmark = new ClusterBenchmark(args[2]);
    String runId = "benchmark-" + ProcessHandle.current().pid();
    List<String> line = new ArrayList<>(List.of(args[0] + "/bin/millrace"));
    line.addAll(Arrays.asList(args).subList(3, args.length));
    line.addAll(List.of("--flinkMaster=" + args[2], "--runId=" + runId));
    ProcessUsage client = ProcessUsage.of(new ProcessBuilder(line).inheritIO().start());
    System.out.printf(
        Locale.ROOT,
        "%n%.0f s, the client had %.0f MiB resident%n",
        client.seconds(),
        client.peakBytes() / MEBIBYTE);
    System.out.print(benchmark.memory(Path.of(args[1], "pids")));
    for (JsonNode job : benchmark.get("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().endsWith(runId)) {
        System.out.print(benchmark.steps(job));
      }
    }
  }

  private Table memory(Path pids) throws IOException {
    Table table = new Table("task manager", "configured MiB", "peak resident MiB");
    List<Path> files;
    try (Stream<Path> all = Files.list(pids)) {
      files =
          all.filter(file -> file.getFileName().toString().startsWith("task")).sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      long pid = Long.parseLong(Files.readString(file).strip());
      table.row(
          name,
          get("/taskmanagers/" + name).at("/memoryConfiguration/totalProcessMemory").asDouble()
              / MEBIBYTE,
          ProcessUsage.peakBytes(pid) / MEBIBYTE);
    }
    return table;
  }

  private String steps(JsonNode job) throws IOException {
    String id = job.path("jid").asText();
    List<Step> steps = new ArrayList<>();
    for (JsonNode vertex : get("/jobs/" + id).path("vertices")) {
      steps.add(step(get("/jobs/" + id + "/vertices/" + vertex.path("id").asText())));
    }
    Table table =
        new Table("step", "subtasks", "mean s", "slowest s", "slowest/mean", "records most/mean");
    steps.stream()
        .filter(step -> step.subtasks() > 1 && step.meanSeconds() >= LEAST_MEAN_SECONDS)
        .sorted(Comparator.comparing(Step::ratio).reversed())
        .forEach(
            step ->
                table.row(
                    step.name(),
                    step.subtasks(),
                    step.meanSeconds(),
                    step.slowestSeconds(),
                    step.ratio(),
                    step.recordsRatio()));
    return String.format(
        Locale.ROOT,
        "%n%s: %d steps in %.0f s, the longer ones:%n%s",
        job.path("name").asText(),
        steps.size(),
        job.path("duration").asDouble() / 1e3,
        table);
  }

  private static Step step(JsonNode vertex) {
    List<JsonNode> subtasks =
        StreamSupport.stream(vertex.path("subtasks").spliterator(), false).toList();
    double[] seconds =
        subtasks.stream().mapToDouble(task -> task.path("duration").asDouble() / 1e3).toArray();
    double[] records =
        subtasks.stream()
            .map(task -> task.path("metrics"))
            .mapToDouble(
                metrics ->
                    metrics.path("read-records").asDouble()
                        + metrics.path("write-records").asDouble())
            .toArray();
    String name = vertex.path("name").asText();
    return new Step(
        name.substring(0, Math.min(LONGEST_NAME, name.length())),
        subtasks.size(),
        Arrays.stream(seconds).average().orElse(0),
        Arrays.stream(seconds).max().orElse(0),
        Arrays.stream(records).max().orElse(0) / Arrays.stream(records).average().orElse(1));
  }

  private JsonNode get(String path) throws IOException {
    return json.readTree(URI.create("http://" + master + path).toURL());
  }
}
