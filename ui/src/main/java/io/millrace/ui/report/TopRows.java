package io.millrace.ui.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Keeps a chart readable: the first rows as they are, the rest as one. */
final class TopRows {
  private TopRows() {}

  /**
   * The rows that a chart shows.
   *
   * @param rows in the order of their weight
   * @param most how many may be left as they are
   * @param sum adds two rows of the rest
   * @return the rows themselves if they fit with no rest, else the first {@code most} and the
   *     rest's sum
   */
  static <T> List<T> of(List<T> rows, int most, BinaryOperator<T> sum) {
    if (rows.size() <= most + 1) {
      return rows;
    }
    List<T> top = new ArrayList<>(rows.subList(0, most));
    rows.subList(most, rows.size()).stream().reduce(sum).ifPresent(top::add);
    return top;
  }
}
