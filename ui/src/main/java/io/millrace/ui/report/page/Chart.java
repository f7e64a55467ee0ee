package io.millrace.ui.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * What a chart shows, free of how it is drawn: {@code report.js} reads it as JSON in the page and
 * hands it to the charting library. Values that are no finite numbers leave a gap.
 */
public final class Chart {
  /** Colours by meaning; {@code report.css} says how each looks by day and by night. */
  public enum Color {
    MAIN,
    SECOND,
    THIRD,
    BAD,
    MUTED;

    private String css() {
      return "--" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** A point of a curve. */
  public record Point(long x, double y) {}

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ArrayNode series;

  private Chart(String kind, String description) {
    json.put("kind", kind).put("description", description);
    series = json.putArray("series");
  }

  /**
   * Horizontal bars.
   *
   * @param description read out in place of the drawing
   * @param labels a label a row
   * @param notes a text at the end of each row, such as its figures
   */
  public static Chart bars(String description, List<String> labels, List<String> notes) {
    Chart chart = new Chart("bars", description).labels(labels);
    ArrayNode array = chart.json.putArray("notes");
    notes.forEach(array::add);
    return chart;
  }

  /** Vertical bars without gaps, a label each. */
  public static Chart histogram(String description, List<String> labels) {
    return new Chart("histogram", description).labels(labels);
  }

  /** Curves over a numeric axis. */
  public static Chart lines(String description) {
    return new Chart("lines", description);
  }

  /** Stretches of time in rows; {@link #spans} adds them. */
  public static Chart gantt(String description, List<String> rows) {
    return new Chart("gantt", description).labels(rows);
  }

  private Chart labels(List<String> labels) {
    ArrayNode array = json.putArray("labels");
    labels.forEach(array::add);
    return this;
  }

  /** Names the axes, with their units. */
  public Chart axes(String x, String y) {
    json.put("x", x).put("y", y);
    return this;
  }

  /** Puts the series of bars end to end; otherwise they stand side by side. */
  public Chart stacked() {
    json.put("arrangement", "stacked");
    return this;
  }

  /** Draws each series of bars in front of the one after it. */
  public Chart overlaid() {
    json.put("arrangement", "overlaid");
    return this;
  }

  /** Ticks in bytes, kB, MB. */
  public Chart inBytes() {
    json.put("unit", "bytes");
    return this;
  }

  /** Starts the vertical axis at zero, where else it starts near the least value. */
  public Chart fromZero() {
    json.put("from_zero", true);
    return this;
  }

  /** A value a label. */
  public Chart values(String name, Color color, List<? extends Number> values) {
    ArrayNode array = add(name, color).putArray("values");
    values.forEach(value -> addFinite(array, value.doubleValue()));
    return this;
  }

  /** A curve through points. */
  public Chart curve(String name, Color color, List<Point> points) {
    ArrayNode array = add(name, color).putArray("points");
    for (Point point : points) {
      ArrayNode pair = array.addArray().add(point.x());
      addFinite(pair, point.y());
    }
    return this;
  }

  /** A level across all curves to compare them with; none if it is not finite. */
  public Chart reference(String name, double level) {
    if (Double.isFinite(level)) {
      add(name, Color.MUTED).put("level", level);
    }
    return this;
  }

  /**
   * A threshold across a histogram.
   *
   * @param position in bars from the left edge of the first
   */
  public Chart mark(String name, double position) {
    json.withArray("marks").addObject().put("name", name).put("position", position);
    return this;
  }

  /** A kind of action in a Gantt chart; {@code spans} are objects of row, name, start and end. */
  public Chart spans(String name, Color color, ArrayNode spans) {
    add(name, color).set("spans", spans);
    return this;
  }

  /** What the drawing shows, for those who cannot see it. */
  public String description() {
    return json.path("description").asText();
  }

  /** As {@code report.js} reads it. */
  public JsonNode json() {
    return json;
  }

  private ObjectNode add(String name, Color color) {
    return series.addObject().put("name", name).put("color", color.css());
  }

  private static void addFinite(ArrayNode array, double value) {
    if (!Double.isFinite(value)) {
      array.addNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      array.add((long) value);
    } else {
      array.add(value);
    }
  }
}
