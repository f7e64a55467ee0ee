package io.millrace.jobs.query;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A user's query, whose rows go to a format one by one. */
public final class Query {
  private final Database database;
  private final String sql;

  /**
   * @param database what it asks
   * @param sql one statement that only reads
   */
  public Query(Database database, String sql) {
    this.database = database;
    this.sql = sql;
  }

  /**
   * Runs it.
   *
   * @param format prints rows
   * @throws IllegalArgumentException if it is no query that only reads, or does not fit the tables
   * @throws IOException if it fails, or rows cannot be printed
   */
  public void printTo(RowFormat format) throws IOException {
    try (PreparedStatement statement = database.prepare(sql)) {
      format.begin(columns(statement));
      try (ResultSet result = execute(statement)) {
        boolean more = true;
        while (more && result.next()) {
          more = format.row(PlainValues.list(result));
        }
      }
      format.end();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A streamed query that fails at its first row does not say why; an analysis of it does. */
  private ResultSet execute(PreparedStatement statement) throws IOException, SQLException {
    try {
      return statement.executeQuery();
    } catch (SQLException e) {
      database.rows("EXPLAIN ANALYZE " + sql);
      throw e;
    }
  }

  private static List<String> columns(PreparedStatement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= statement.getMetaData().getColumnCount(); i++) {
      names.add(statement.getMetaData().getColumnName(i));
    }
    return names;
  }
}
