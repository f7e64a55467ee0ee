package io.millrace.ui.report.page;

import java.util.ArrayList;
import java.util.List;

/** A table of words, to the left, and numbers, to the right. */
public final class DataTable {
  private final List<String> words;
  private List<String> numbers = List.of();
  private final List<Object[]> rows = new ArrayList<>();

  private DataTable(List<String> words) {
    this.words = words;
  }

  /** The names of the first columns, which hold words. */
  public static DataTable words(String... names) {
    return new DataTable(List.of(names));
  }

  /** The names of the columns after them, which hold numbers. */
  public DataTable numbers(String... names) {
    numbers = List.of(names);
    return this;
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are columns: text as it is to be shown, whole numbers, or numbers
   *     that are shown with four significant digits
   */
  public DataTable row(Object... cells) {
    if (cells.length != words.size() + numbers.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + (words.size() + numbers.size()) + " columns");
    }
    rows.add(cells);
    return this;
  }

  /** How many rows it has. */
  public int size() {
    return rows.size();
  }

  /** Writes it in a frame that scrolls sideways where the screen is narrow. */
  public void write(Html html, String name) {
    html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", name)
        .open("table")
        .open("thead")
        .open("tr");
    words.forEach(column -> html.element("th", column, "scope", "col"));
    numbers.forEach(column -> html.element("th", column, "scope", "col", "class", "number"));
    html.close().close().open("tbody").text("\n");
    for (Object[] row : rows) {
      html.open("tr");
      for (int i = 0; i < row.length; i++) {
        html.element("td", print(row[i]), "class", i < words.size() ? null : "number");
      }
      html.closeLine();
    }
    html.close().close().closeLine();
  }

  private static String print(Object cell) {
    if (cell instanceof Long || cell instanceof Integer) {
      return Figures.count(((Number) cell).longValue());
    }
    return cell instanceof Double number ? Figures.significant(number) : String.valueOf(cell);
  }
}
