package io.millrace.ui.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.report.page.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bins of a histogram, without gaps: a summary names those only that something fell into.
 *
 * @param edges the least value of each bin, and the end of the last
 * @param nodes a summary's bins, by their least value
 */
record Bins(List<Double> edges, SortedMap<Double, JsonNode> nodes) {
  private static final double ROUND = 1e6;

  /**
   * Bins of one width.
   *
   * @param nodes at least one, with {@code from} and {@code to}
   * @param from where the first begins
   * @param to where the last ends
   */
  static Bins even(JsonNode nodes, double from, double to) {
    JsonNode any = nodes.path(0);
    long count =
        Math.round((to - from) / (any.path("to").asDouble() - any.path("from").asDouble()));
    List<Double> edges = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      edges.add(Math.round((from + (to - from) * i / count) * ROUND) / ROUND);
    }
    return new Bins(List.copyOf(edges), byStart(nodes));
  }

  /**
   * Bins of which each but that of 0 is twice as wide as the one before.
   *
   * @param nodes with {@code from} and {@code to}
   * @param thresholds that are to lie within them; 0 is none
   */
  static Bins doubling(JsonNode nodes, double... thresholds) {
    SortedMap<Double, JsonNode> byStart = byStart(nodes);
    double least = byStart.firstKey();
    double greatest = byStart.lastKey();
    for (double threshold : thresholds) {
      if (threshold > 0) {
        double start = Math.max(1, Math.pow(2, Math.floor(Math.log(threshold) / Math.log(2))));
        least = Math.min(least, start);
        greatest = Math.max(greatest, start);
      }
    }
    List<Double> edges = new ArrayList<>();
    for (double edge = least; edge <= greatest; edge = Math.max(1, 2 * edge)) {
      edges.add(edge);
    }
    edges.add(Math.max(1, 2 * greatest));
    return new Bins(List.copyOf(edges), byStart);
  }

  private static SortedMap<Double, JsonNode> byStart(JsonNode nodes) {
    SortedMap<Double, JsonNode> byStart = new TreeMap<>();
    nodes.forEach(node -> byStart.put(node.path("from").asDouble(), node));
    return byStart;
  }

  /** The least value of each bin. */
  List<String> labels(int decimals) {
    return starts().stream().map(start -> Figures.decimal(start, decimals)).toList();
  }

  /** A field of each bin; 0 where the summary has no such bin. */
  List<Long> values(String field) {
    return starts().stream()
        .map(start -> nodes.containsKey(start) ? nodes.get(start).path(field).asLong() : 0L)
        .toList();
  }

  /**
   * Where a value lies, in bins from the left edge of the first; values outside lie at the nearer
   * end. Within a bin it is in the proportion of the value to the bin's ends.
   */
  double position(double value) {
    for (int i = 0; i + 1 < edges.size(); i++) {
      if (value < edges.get(i + 1)) {
        return i + Math.max(0, (value - edges.get(i)) / (edges.get(i + 1) - edges.get(i)));
      }
    }
    return edges.size() - 1.0;
  }

  private List<Double> starts() {
    return edges.subList(0, edges.size() - 1);
  }
}
