package io.millrace.it.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A job's run in a process of its own: its {@code summary.json} and what the process used. */
record MeasuredRun(JsonNode summary, ProcessUsage usage) {
  /**
   * Runs a job of the launcher and forgets its results; its log lies beside the folder.
   *
   * @param launcher such as {@code bin/millrace}
   * @param command such as {@code curate}
   * @param input what it reads
   * @param output a folder that may be overwritten
   * @param options further ones
   */
  static MeasuredRun of(
      String launcher, String command, String input, Path output, List<String> options)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(launcher, command, "--input=" + input, "--output=" + output, "--overwrite"));
    line.addAll(options);
    Path log = output.resolveSibling(output.getFileName() + ".log");
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    ProcessUsage usage = ProcessUsage.of(process);
    JsonNode summary = new ObjectMapper().readTree(output.resolve("summary.json").toFile());
    Files.delete(output.resolve("manifest.json"));
    return new MeasuredRun(summary, usage);
  }

  /** The processor's seconds of all stages together. */
  double stageSeconds() {
    return IntStream.range(0, summary.get("stages").size())
        .mapToDouble(stage -> number(stage, "seconds"))
        .sum();
  }

  /** A number that the summary has for a stage, from 0. */
  double number(int stage, String field) {
    return summary.get("stages").get(stage).get(field).asDouble();
  }

  /** The middle one of some runs' figures. */
  static double median(List<MeasuredRun> runs, ToDoubleFunction<MeasuredRun> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
