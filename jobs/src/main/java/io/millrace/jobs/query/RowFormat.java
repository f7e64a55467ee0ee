package io.millrace.jobs.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.ui.table.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How rows are printed. */
public abstract class RowFormat {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final PrintStream out;
  List<String> columns = List.of();

  RowFormat(PrintStream out) {
    this.out = out;
  }

  /** Takes the columns' names. */
  void begin(List<String> columns) throws IOException {
    this.columns = List.copyOf(columns);
  }

  /**
   * Takes a row.
   *
   * @param values plain ones, a column each
   * @return whether more rows are wanted
   */
  abstract boolean row(List<Object> values) throws IOException;

  /** There are no more rows. */
  void end() throws IOException {
    // Rows are printed as they come, but by tables.
  }

  /** Text is itself, lists and structures are JSON. */
  static String text(Object value) {
    if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      try {
        return MAPPER.writeValueAsString(value);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("plain values are always writable", e);
      }
    }
    return value == null ? "" : String.valueOf(value);
  }

  /** An object a line, in UTF-8. */
  public static RowFormat json(PrintStream out) {
    return new RowFormat(out) {
      @Override
      boolean row(List<Object> values) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
          object.put(columns.get(i), values.get(i));
        }
        out.print(MAPPER.writeValueAsString(object) + "\n");
        return !out.checkError();
      }
    };
  }

  /** Comma-separated values after a line of names (RFC 4180); lists and structures are JSON. */
  public static RowFormat csv(PrintStream out) {
    return new RowFormat(out) {
      @Override
      void begin(List<String> names) throws IOException {
        super.begin(names);
        row(List.copyOf(names));
      }

      @Override
      boolean row(List<Object> values) {
        out.print(
            values.stream().map(value -> quoted(text(value))).collect(Collectors.joining(","))
                + "\r\n");
        return !out.checkError();
      }
    };
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /**
   * A table for people.
   *
   * @param maxRows most rows, or 0 for all
   * @param maxCellCharacters how much of a text is shown
   * @param err where it is said that there are more rows
   */
  public static RowFormat table(
      PrintStream out, PrintStream err, int maxRows, int maxCellCharacters) {
    return new RowFormat(out) {
      private Table table;
      private int rows;
      private boolean cut;

      @Override
      void begin(List<String> names) throws IOException {
        super.begin(names);
        table = new Table(names.toArray(String[]::new));
      }

      @Override
      boolean row(List<Object> values) {
        if (maxRows > 0 && rows == maxRows) {
          cut = true;
          return false;
        }
        rows++;
        table.row(values.stream().map(value -> cell(value, maxCellCharacters)).toArray());
        return true;
      }

      @Override
      void end() {
        out.print(table);
        if (cut) {
          err.println(
              "the first "
                  + maxRows
                  + " rows; --maxRows=0 prints all, and --format=csv and --format=json always do");
        }
      }
    };
  }

  private static Object cell(Object value, int maxCharacters) {
    if (value instanceof Long || value instanceof Integer) {
      return value;
    }
    String text = text(value).replaceAll("\\s+", " ");
    return text.codePointCount(0, text.length()) <= maxCharacters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, maxCharacters - 1)) + "…";
  }
}
