package io.millrace.ui.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * A small table in plain text: numbers to the right, words to the left, columns as wide as their
 * widest cell.
 */
public final class Table {
  private final List<String> header;
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * @param header the columns' names
   */
  public Table(String... header) {
    this.header = List.of(header);
  }

  /**
   * Adds a row.
   *
   * @param cells as many values as there are columns; whole numbers get thousands separators, other
   *     numbers two decimals, and control characters in words become U+FFFD
   * @return this table
   */
  public Table row(Object... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + header.size() + " columns");
    }
    rows.add(Arrays.asList(cells));
    return this;
  }

  /** The table, a line a row, each ended by a line feed. */
  @Override
  public String toString() {
    int[] widths = header.stream().mapToInt(String::length).toArray();
    for (List<Object> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], text(row.get(column)).length());
      }
    }
    StringBuilder table = new StringBuilder();
    append(table, header, widths, this::isNumeric);
    append(table, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths, column -> false);
    for (List<Object> row : rows) {
      append(table, row, widths, column -> row.get(column) instanceof Number);
    }
    return table.toString();
  }

  private static void append(
      StringBuilder table, List<?> cells, int[] widths, IntPredicate alignRight) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = text(cells.get(column));
      String padding = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : "  ");
      line.append(alignRight.test(column) ? padding + cell : cell + padding);
    }
    table.append(line.toString().stripTrailing()).append('\n');
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty() && rows.get(0).get(column) instanceof Number;
  }

  private static String text(Object cell) {
    if (cell instanceof Double || cell instanceof Float || cell instanceof BigDecimal) {
      return String.format(Locale.ROOT, "%,.2f", ((Number) cell).doubleValue());
    }
    if (cell instanceof Number number) {
      return String.format(Locale.ROOT, "%,d", number.longValue());
    }
    // A terminal obeys control characters; text from a crawl must not command it.
    return String.valueOf(cell).replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}
