package io.millrace.training.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file with a JSON object a line, snake_case keys, each with a {@code step} that never falls;
 * lines are written as it happens.
 */
final class StepLines implements AutoCloseable {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final BufferedWriter writer;

  private StepLines(BufferedWriter writer) {
    this.writer = writer;
  }

  /**
   * Opens a file to append to.
   *
   * @param file made if it is missing
   * @param afterStep lines from the first later step on are cut off, and a line that a crash cut
   *     short
   */
  static StepLines open(Path file, int afterStep) throws IOException {
    if (Files.exists(file)) {
      long kept = bytesUpTo(file, afterStep);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(kept);
      }
    }
    return new StepLines(
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  private static long bytesUpTo(Path file, int step) throws IOException {
    long size = Files.size(file);
    long kept = 0;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        long end = kept + line.getBytes(StandardCharsets.UTF_8).length + 1;
        if (end > size || !isUpTo(line, step)) {
          return kept;
        }
        kept = end;
      }
    }
    return kept;
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

  /** Appends a line. */
  void append(Object row) throws IOException {
    writer.write(MAPPER.writeValueAsString(row));
    writer.write('\n');
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
