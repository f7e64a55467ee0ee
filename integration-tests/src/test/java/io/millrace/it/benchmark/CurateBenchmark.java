package io.millrace.it.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.ui.table.Table;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Runs {@code bin/millrace curate} several times on each of some crawls, in turn, and prints the
 * medians: what each stage took, and what the process took beside the stages. How to run it is in
 * docs/benchmarks.md.
 *
 * <p>A stage's bytes are those it took in: decoded pages for {@code read} and {@code extract}, text
 * for all others.
 */
public final class CurateBenchmark {
  private static final String FIRST_STAGE = "read";

  /** A run's summary and what its process used. */
  private record Run(JsonNode summary, ProcessUsage usage) {
    double stageSeconds() {
      return IntStream.range(0, summary.get("stages").size())
          .mapToDouble(stage -> number(stage, "seconds"))
          .sum();
    }

    double number(int stage, String field) {
      return summary.get("stages").get(stage).get(field).asDouble();
    }

    /** Documents that the first stage found. */
    double documents() {
      return number(0, "kept");
    }
  }

  private CurateBenchmark() {}

  /**
   * @param args the launcher, how often to run it, and the crawls
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 3) {
      throw new IllegalArgumentException("give LAUNCHER REPETITIONS CRAWL.warc.gz...");
    }
    Map<String, List<Run>> runs = new LinkedHashMap<>();
    Path output = Files.createTempDirectory("curate-benchmark");
    for (int repetition = 0; repetition < Integer.parseInt(args[1]); repetition++) {
      for (String crawl : Arrays.asList(args).subList(2, args.length)) {
        runs.computeIfAbsent(crawl, unseen -> new ArrayList<>()).add(run(args[0], crawl, output));
      }
    }
    runs.forEach(
        (crawl, measured) -> {
          System.out.printf("%n%s, median of %d runs%n", crawl, measured.size());
          System.out.print(stages(measured));
          System.out.print(process(measured));
        });
  }

  private static Run run(String launcher, String crawl, Path output)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(launcher, "curate", "--input=" + crawl, "--output=" + output, "--overwrite");
    File log = output.resolveSibling(output.getFileName() + ".log").toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log))
            .start();
    ProcessUsage usage = ProcessUsage.of(process);
    JsonNode summary = new ObjectMapper().readTree(output.resolve("summary.json").toFile());
    Files.delete(output.resolve("manifest.json"));
    return new Run(summary, usage);
  }

  private static Table stages(List<Run> runs) {
    Table table = new Table("stage", "documents", "CPU seconds", "documents/s", "MB/s");
    JsonNode stages = runs.get(0).summary().get("stages");
    for (int i = 0; i < stages.size(); i++) {
      int stage = i;
      double seconds = median(runs, run -> run.number(stage, "seconds"));
      String name = stages.get(i).get("stage").asText();
      long documents = stages.get(i).get(name.equals(FIRST_STAGE) ? "kept" : "in").asLong();
      double megabytes = stages.get(Math.max(0, i - 1)).get("bytes").asDouble() / 1e6;
      table.row(name, documents, seconds, documents / seconds, megabytes / seconds);
    }
    return table;
  }

  private static Table process(List<Run> runs) {
    double documents = runs.get(0).documents();
    double seconds = median(runs, run -> run.usage().seconds());
    double cpuSeconds = median(runs, run -> run.usage().cpuSeconds());
    return new Table("the whole process", "")
        .row("CPU seconds of the stages", median(runs, Run::stageSeconds))
        .row(
            "CPU seconds of all else in Java",
            median(runs, run -> run.usage().javaCpuSeconds() - run.stageSeconds()))
        .row("CPU seconds of the compiler", median(runs, run -> run.usage().compilerCpuSeconds()))
        .row("CPU seconds of the collector", median(runs, run -> run.usage().collectorCpuSeconds()))
        .row("CPU seconds", cpuSeconds)
        .row("seconds", seconds)
        .row("documents/s", documents / seconds)
        .row("documents/s of a core", documents / cpuSeconds)
        .row("MB/s", runs.get(0).number(0, "bytes") / 1e6 / seconds)
        .row("peak resident MB", median(runs, run -> run.usage().peakBytes() / 1e6));
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
