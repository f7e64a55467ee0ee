package io.millrace.training.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Schedules and makespans that a simulation independent of this code computed. */
public final class KnownSchedules {
  private static final Pattern NUMBER = Pattern.compile("([pmv])=(\\d+)");
  private static final JsonNode ALL = read();

  private KnownSchedules() {}

  private static JsonNode read() {
    try (InputStream file = KnownSchedules.class.getResourceAsStream("known-schedules.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Entries of a section.
   *
   * @param path names of the nested objects, apart by slashes
   */
  public static List<Map.Entry<Size, JsonNode>> of(String path) {
    List<Map.Entry<Size, JsonNode>> entries = new ArrayList<>();
    ALL.at("/" + path)
        .fields()
        .forEachRemaining(
            entry -> entries.add(Map.entry(Size.parse(entry.getKey()), entry.getValue())));
    return entries;
  }

  /** The lines of a schedule as one text. */
  public static String lines(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining("\n"));
  }

  /**
   * What a schedule is for.
   *
   * @param workers p
   * @param microBatches m
   * @param virtualStages v
   */
  public record Size(int workers, int microBatches, int virtualStages) {
    static Size parse(String key) {
      int[] values = {0, 0, 1};
      Matcher matcher = NUMBER.matcher(key);
      while (matcher.find()) {
        values["pmv".indexOf(matcher.group(1))] = Integer.parseInt(matcher.group(2));
      }
      return new Size(values[0], values[1], values[2]);
    }
  }
}
