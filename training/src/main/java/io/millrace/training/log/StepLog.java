package io.millrace.training.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** {@code metrics.jsonl}: a JSON object a line, with snake_case keys, written as it happens. */
public final class StepLog implements AutoCloseable {
  /** The file's name in a run's folder. */
  public static final String FILE_NAME = "metrics.jsonl";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final BufferedWriter writer;

  private StepLog(BufferedWriter writer) {
    this.writer = writer;
  }

  /**
   * Opens a run's log.
   *
   * @param file made if it is missing
   * @param afterStep lines of later steps are removed: the run goes on from there
   */
  public static StepLog open(Path file, int afterStep) throws IOException {
    List<String> kept = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (isUpTo(line, afterStep)) {
          kept.add(line);
        }
      }
    }
    Files.write(file, kept, StandardCharsets.UTF_8);
    return new StepLog(
        Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
  }

  private static boolean isUpTo(String line, int step) {
    try {
      JsonNode row = MAPPER.readTree(line);
      return row.path("step").isInt() && row.path("step").asInt() <= step;
    } catch (JsonProcessingException e) {
      // A line that a crash cut short belongs to a step that is done again.
      return false;
    }
  }

  /** Appends a step. */
  public void write(StepMetrics metrics) throws IOException {
    append(metrics);
  }

  /** Appends a measurement on held-out documents. */
  public void write(ValidationMetrics metrics) throws IOException {
    append(metrics);
  }

  private void append(Object row) throws IOException {
    writer.write(MAPPER.writeValueAsString(row));
    writer.write('\n');
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
