package io.millrace.jobs.command;

import io.millrace.jobs.query.Database;
import io.millrace.jobs.query.Query;
import io.millrace.jobs.query.RowFormat;
import io.millrace.ui.command.Example;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.Range;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace query}: SQL over what {@code curate} and {@code rebalance} wrote. */
@Command(
    name = "query",
    description =
        "Answers SQL over a data set on this machine: documents, dropped, signatures, statistics, bridges, train, validation, and files; language and stage are columns. It only reads.",
    footer = {
      "bin/millrace query --data=curated --sql='SELECT language, count(*) FROM documents GROUP BY ALL ORDER BY 2 DESC'",
      "bin/millrace query --data=curated --sql='SELECT stage, reason, count(*) FROM dropped GROUP BY ALL ORDER BY ALL'",
      "bin/millrace query --data=curated --data=shards --sql='SELECT url, count(*) AS copies FROM train JOIN documents USING (id) GROUP BY url' --format=csv"
    })
public final class QueryCommand implements Callable<Integer> {
  /** How rows are printed. */
  enum Format {
    TABLE,
    CSV,
    JSON
  }

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Output of curate or rebalance; repeats.")
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--sql",
      required = true,
      paramLabel = "SQL",
      description = "SELECT, DESCRIBE, SUMMARIZE or SHOW, in DuckDB's dialect.")
  @Example("'SHOW TABLES'")
  private String sql;

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "table|csv|json",
      description = "How rows are printed; json is an object a line.")
  private Format format;

  @Option(
      names = "--maxRows",
      defaultValue = "100",
      paramLabel = "INT",
      description = "Most rows of a table, or 0 for all.")
  @Range(min = 0)
  private int maxRows;

  @Option(
      names = "--maxCellCharacters",
      defaultValue = "60",
      paramLabel = "INT",
      description = "How much of a text a table shows.")
  @Range(min = 1)
  private int maxCellCharacters;

  @Override
  public Integer call() throws IOException {
    try (Database database = LocalData.database(LocalData.sets(data))) {
      new Query(database, sql).printTo(rowFormat());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--sql: " + e.getMessage(), e);
    }
    return ExitCode.SUCCESS;
  }

  private RowFormat rowFormat() {
    return switch (format) {
      case TABLE -> RowFormat.table(System.out, System.err, maxRows, maxCellCharacters);
      case CSV -> RowFormat.csv(System.out);
      case JSON -> RowFormat.json(System.out);
    };
  }
}
