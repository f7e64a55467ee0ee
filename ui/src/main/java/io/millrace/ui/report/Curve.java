package io.millrace.ui.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.report.page.Chart.Point;
import io.millrace.ui.report.page.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A measurement over the steps of a training run.
 *
 * @param points by rising step: the last step of the measurements in it, and their mean
 * @param stepsPerPoint how many measurements each point is the mean of, at most
 */
record Curve(List<Point> points, int stepsPerPoint) {
  /**
   * Takes a field out of {@code metrics.jsonl}. Where a resumed run measured a step again, its
   * latest line counts. Long runs are drawn by the means of equally many neighbours.
   *
   * @param metrics the lines
   * @param field a name in them; lines without it, or without a finite number there, are left out
   * @param maxPoints how many points there may be, at least 1
   */
  static Curve of(List<JsonNode> metrics, String field, int maxPoints) {
    Map<Long, Double> measured = new TreeMap<>();
    for (JsonNode line : metrics) {
      double value = line.path(field).asDouble(Double.NaN);
      if (Double.isFinite(value)) {
        measured.put(line.path("step").asLong(), value);
      }
    }
    int size = Math.max(1, (measured.size() + maxPoints - 1) / maxPoints);
    List<Point> points = new ArrayList<>();
    double sum = 0;
    int count = 0;
    int seen = 0;
    for (Map.Entry<Long, Double> entry : measured.entrySet()) {
      sum += entry.getValue();
      count++;
      seen++;
      if (count == size || seen == measured.size()) {
        points.add(new Point(entry.getKey(), sum / count));
        sum = 0;
        count = 0;
      }
    }
    return new Curve(List.copyOf(points), size);
  }

  /** Whether nothing was measured. */
  boolean isEmpty() {
    return points.isEmpty();
  }

  /** Says of thinned curves that they are, after a space; nothing of others. */
  String note() {
    return stepsPerPoint == 1
        ? ""
        : " Each point is the mean of " + Figures.count(stepsPerPoint) + " measurements.";
  }
}
