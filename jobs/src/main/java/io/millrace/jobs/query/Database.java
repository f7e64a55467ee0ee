package io.millrace.jobs.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.manifest.DataFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * DuckDB in memory, with a view for each table of the data sets. It can read their files and
 * nothing else: no other file, no network; it writes nothing, temporary files included.
 */
public final class Database implements Closeable {
  /** The table of all files that the manifests name. */
  public static final String FILES = "files";

  /** The view of a Parquet file that is given by itself. */
  public static final String ROWS = "rows";

  private final Connection connection;
  private final SortedSet<String> views = new TreeSet<>();

  private Database(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens data sets as one database: {@code documents}, {@code dropped}, {@code train} and so on,
   * as {@code docs/format.md} describes them, the folders' names being columns, and {@code files}.
   *
   * @throws IllegalArgumentException if two data sets have a table of one name
   * @throws IOException if a file is not there or is not Parquet
   */
  public static Database of(List<DataSet> dataSets) throws IOException {
    SortedMap<String, List<Path>> tables = new TreeMap<>();
    SortedMap<String, DataSet> owners = new TreeMap<>();
    for (DataSet dataSet : dataSets) {
      for (Map.Entry<String, List<DataFile>> table : dataSet.tables().entrySet()) {
        DataSet other = owners.put(table.getKey(), dataSet);
        if (other != null) {
          throw new IllegalArgumentException(
              other.folder() + " and " + dataSet.folder() + " both have " + table.getKey());
        }
        tables.put(
            table.getKey(),
            table.getValue().stream().map(file -> dataSet.folder().resolve(file.path())).toList());
      }
    }
    Database database = open(tables);
    try {
      database.addEmptyViews(dataSets);
      database.addFiles(dataSets);
    } catch (SQLException e) {
      database.close();
      throw new IOException("the list of tables: " + e.getMessage(), e);
    }
    return database;
  }

  /**
   * Opens one Parquet file as the view {@link #ROWS}.
   *
   * @throws IOException if it is not there or is not Parquet
   */
  public static Database of(Path parquet) throws IOException {
    return open(new TreeMap<>(Map.of(ROWS, List.of(parquet))));
  }

  private static Database open(SortedMap<String, List<Path>> tables) throws IOException {
    Properties streaming = new Properties();
    streaming.setProperty("jdbc_stream_results", "true");
    try {
      Database database = new Database(DriverManager.getConnection("jdbc:duckdb:", streaming));
      try {
        database.confine(tables.values().stream().flatMap(List::stream).toList());
        for (Map.Entry<String, List<Path>> table : tables.entrySet()) {
          database.addView(table.getKey(), table.getValue());
        }
        return database;
      } catch (SQLException e) {
        database.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void confine(List<Path> files) throws SQLException {
    execute("SET temp_directory = ''");
    execute("SET TimeZone = 'UTC'");
    execute("SET allowed_paths = " + paths(files));
    execute("SET enable_external_access = false");
    execute("SET lock_configuration = true");
  }

  private void addView(String name, List<Path> files) throws SQLException {
    execute(
        "CREATE VIEW "
            + name
            + " AS SELECT * FROM read_parquet("
            + paths(files)
            + ", hive_partitioning = "
            + files.get(0).getParent().getFileName().toString().contains("=")
            + ", hive_types_autocast = false)");
    views.add(name);
  }

  private void addEmptyViews(List<DataSet> dataSets) throws SQLException {
    for (DataSet dataSet : dataSets) {
      Map<String, TableSchema> expected =
          TableSchema.BY_KIND.getOrDefault(dataSet.manifest().kind(), Map.of());
      for (Map.Entry<String, TableSchema> table : expected.entrySet()) {
        if (views.add(table.getKey())) {
          execute(
              "CREATE VIEW "
                  + table.getKey()
                  + " AS SELECT "
                  + table.getValue().nulls()
                  + " WHERE false");
        }
      }
    }
  }

  private void addFiles(List<DataSet> dataSets) throws SQLException {
    execute(
        "CREATE TABLE files (data VARCHAR, path VARCHAR, \"rows\" BIGINT, tokens BIGINT, bytes BIGINT, sha256 VARCHAR)");
    views.add(FILES);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)")) {
      for (DataSet dataSet : dataSets) {
        for (DataFile file : dataSet.manifest().files()) {
          insert.setString(1, dataSet.folder().toString());
          insert.setString(2, file.path());
          insert.setLong(3, file.rows());
          insert.setLong(4, file.tokens());
          insert.setLong(5, file.bytes());
          insert.setString(6, file.sha256());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static String paths(List<Path> files) {
    return files.stream()
        .map(file -> "'" + file.toAbsolutePath().toString().replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The names of tables and views. */
  public SortedSet<String> views() {
    return views;
  }

  /**
   * Prepares a query of a user's.
   *
   * @param sql one statement that only reads: {@code SELECT}, {@code DESCRIBE}, {@code SUMMARIZE}
   *     or {@code SHOW}
   * @throws IllegalArgumentException if it is something else, or does not fit the tables; the
   *     message says what is wrong, and where
   */
  PreparedStatement prepare(String sql) throws IOException {
    checkReads(sql);
    try {
      return connection.prepareStatement(sql);
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          e.getMessage() + "\nThere are " + String.join(", ", views), e);
    }
  }

  /** Its serializer knows statements that read and no others. */
  private void checkReads(String sql) throws IOException {
    JsonNode parsed =
        new ObjectMapper()
            .readTree(
                (String)
                    rows("SELECT json_serialize_sql(?::VARCHAR)::VARCHAR AS json", sql)
                        .get(0)
                        .get("json"));
    if (!parsed.path("error").asBoolean() && parsed.path("statements").size() == 1) {
      return;
    }
    if (parsed.path("error_type").asText().equals("parser")) {
      throw new IllegalArgumentException(
          parsed.path("error_message").asText()
              + " (at character "
              + (parsed.path("position").asInt() + 1)
              + ")");
    }
    throw new IllegalArgumentException(
        "expected one statement that only reads: SELECT, DESCRIBE, SUMMARIZE or SHOW");
  }

  /**
   * All rows of a query.
   *
   * @param sql with a {@code ?} for each value
   * @param values as JDBC takes them
   * @return of each row the columns' values as plain Java, by name: numbers, strings, lists, maps
   * @throws IOException if a file cannot be read
   */
  public List<Map<String, Object>> rows(String sql, Object... values) throws IOException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<Map<String, Object>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(PlainValues.row(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
