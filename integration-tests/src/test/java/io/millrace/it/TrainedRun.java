package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.training.checkpoint.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What {@code train} left.
 *
 * @param folder of the run
 */
record TrainedRun(Path folder) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Trains in this process. */
  static Cli.Result train(String data, String output, String... options) {
    return Cli.train(
        Stream.concat(Stream.of("train"), arguments(data, output, options).stream())
            .toArray(String[]::new));
  }

  /** Options of a very small model, on two devices, with a checkpoint every other step. */
  static List<String> arguments(String data, String output, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data=" + data,
                "--output=" + output,
                "--layers=2",
                "--width=32",
                "--heads=4",
                "--keyValueHeads=2",
                "--maxSequenceTokens=256",
                "--chunkTokens=128",
                "--globalBatchSequences=4",
                "--validationTokens=1024",
                "--checkpointSteps=2",
                "--decaySteps=6"));
    arguments.addAll(List.of(options));
    return arguments;
  }

  /** Requires the same steps, losses, weights and moments. */
  void assertEqualTo(TrainedRun expected) throws IOException {
    assertThat(losses()).isNotEmpty().isEqualTo(expected.losses());
    assertThat(tensors()).isNotEmpty().isEqualTo(expected.tensors());
  }

  /** Of each step, in their order. */
  List<Double> losses() throws IOException {
    List<Double> losses = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("metrics.jsonl"))) {
      JsonNode metrics = MAPPER.readTree(line);
      if (metrics.has("loss")) {
        losses.add(metrics.path("loss").asDouble());
      }
    }
    return losses;
  }

  /** The names of the checkpoints that are whole. */
  List<String> checkpoints() throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("checkpoints"))) {
      return folders
          .filter(step -> Files.exists(step.resolve("checkpoint.json")))
          .map(step -> step.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Checksums of the last checkpoint's weights and moments. */
  private SortedMap<String, String> tensors() throws IOException {
    List<String> steps = checkpoints();
    Path newest = folder.resolve("checkpoints").resolve(steps.get(steps.size() - 1));
    SortedMap<String, String> checksums = new TreeMap<>();
    for (Path file : FileTree.files(newest)) {
      if (file.toString().endsWith(".safetensors")) {
        checksums.put(file.getFileName().toString(), FileTree.sha256(file));
      }
    }
    return checksums;
  }
}
