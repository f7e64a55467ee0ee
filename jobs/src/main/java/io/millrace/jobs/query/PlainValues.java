package io.millrace.jobs.query;

import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;

/** DuckDB's values as plain Java. */
final class PlainValues {
  private PlainValues() {}

  /** The present row, its columns in order; the last of several columns of one name counts. */
  static Map<String, Object> row(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      row.put(columns.getColumnName(i), of(result.getObject(i)));
    }
    return row;
  }

  /** The present row's values, in the order of the columns. */
  static List<Object> list(ResultSet result) throws SQLException {
    List<Object> values = new ArrayList<>();
    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
      values.add(of(result.getObject(i)));
    }
    return Collections.unmodifiableList(values);
  }

  /** Null, a number, a truth value, a string, a list or a map; bytes are hexadecimal digits. */
  static Object of(Object value) throws SQLException {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Array array) {
      return list((Object[]) array.getArray());
    }
    if (value instanceof DuckDBStruct struct) {
      return map(struct.getMap());
    }
    if (value instanceof Map<?, ?> entries) {
      return map(entries);
    }
    if (value instanceof Blob blob) {
      return HexFormat.of().formatHex(blob.getBytes(1, Math.toIntExact(blob.length())));
    }
    return value.toString();
  }

  private static List<Object> list(Object[] values) throws SQLException {
    List<Object> plain = new ArrayList<>();
    for (Object value : Arrays.asList(values)) {
      plain.add(of(value));
    }
    return Collections.unmodifiableList(plain);
  }

  private static Map<String, Object> map(Map<?, ?> entries) throws SQLException {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      plain.put(String.valueOf(entry.getKey()), of(entry.getValue()));
    }
    return plain;
  }
}
