package io.millrace.jobs.inspect;

import io.millrace.jobs.query.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells of one Parquet file: row groups, columns with their types and sizes, some rows. */
final class InspectParquet {
  private InspectParquet() {}

  static Findings findings(Path file, Limits limits) throws IOException {
    String path = file.toAbsolutePath().toString();
    try (Database database = Database.of(file)) {
      return new Findings()
          .fact("kind", "Parquet file")
          .fact("bytes", Files.size(file))
          .part(
              "file",
              database
                  .rows(
                      "SELECT num_rows AS rows, num_row_groups AS row_groups, created_by FROM parquet_file_metadata(?)",
                      path)
                  .get(0))
          .part(
              "metadata",
              database.rows(
                  "SELECT decode(key) AS key, left(decode(value), 100) AS value FROM parquet_kv_metadata(?) ORDER BY ALL",
                  path))
          .part(
              "columns",
              database.rows(
                  """
                  SELECT path_in_schema AS column, any_value(type) AS type,
                    any_value(compression) AS compression,
                    sum(total_compressed_size)::BIGINT AS bytes,
                    sum(total_uncompressed_size)::BIGINT AS uncompressed_bytes,
                    min(stats_min_value) AS least, max(stats_max_value) AS greatest
                  FROM parquet_metadata(?) GROUP BY column_id, path_in_schema ORDER BY column_id""",
                  path))
          .part(
              "samples",
              database.rows("SELECT * FROM " + Database.ROWS + " LIMIT ?", limits.samples()));
    }
  }
}
