package io.millrace.ui.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a run leaves about itself.
 *
 * @param summary {@code summary.json}
 * @param manifest {@code manifest.json}
 * @param metrics the lines of {@code metrics.jsonl}; empty of a run that trains nothing
 */
record RunFiles(JsonNode summary, JsonNode manifest, List<JsonNode> metrics) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  RunFiles {
    metrics = List.copyOf(metrics);
  }

  /**
   * Reads them from a run's folder.
   *
   * @throws IOException if summary or manifest is missing or one of the files is broken; the
   *     message names it, and the line
   */
  static RunFiles read(Path folder) throws IOException {
    return new RunFiles(
        json(folder.resolve("summary.json")),
        json(folder.resolve("manifest.json")),
        lines(folder.resolve("metrics.jsonl")));
  }

  /** {@code documents}, {@code shards} or {@code model}. */
  String kind() {
    return manifest.path("kind").asText();
  }

  private static JsonNode json(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(file + " is missing; give the folder of a finished run");
    }
    try {
      return MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": not JSON (" + e.getOriginalMessage() + ")", e);
    }
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        try {
          nodes.add(MAPPER.readTree(line));
        } catch (JsonProcessingException e) {
          int number = nodes.size() + 1;
          throw new IOException(
              file + ", line " + number + ": not JSON (" + e.getOriginalMessage() + ")", e);
        }
      }
    }
    return nodes;
  }
}
