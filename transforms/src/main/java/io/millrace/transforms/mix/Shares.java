package io.millrace.transforms.mix;

import java.util.SortedMap;
import java.util.TreeMap;

/** Division in proportion. */
final class Shares {
  private Shares() {}

  /**
   * Divides a total in proportion to weights, each part rounded to the nearest.
   *
   * @param weights 0 or more, some above 0; added up in the order of their keys, so that equal
   *     weights give equal parts whatever made the map
   * @param total to divide
   */
  static SortedMap<String, Long> divide(SortedMap<String, Double> weights, long total) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    SortedMap<String, Long> parts = new TreeMap<>();
    weights.forEach((key, weight) -> parts.put(key, Math.round(total * (weight / sum))));
    return parts;
  }
}
