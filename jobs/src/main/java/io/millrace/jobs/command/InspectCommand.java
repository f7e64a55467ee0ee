package io.millrace.jobs.command;

import io.millrace.jobs.inspect.DocumentTrace;
import io.millrace.jobs.inspect.Findings;
import io.millrace.jobs.inspect.Inspector;
import io.millrace.jobs.inspect.Limits;
import io.millrace.jobs.query.DataSet;
import io.millrace.jobs.query.Database;
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

/** {@code millrace inspect}: what a file or folder holds, or what became of a document. */
@Command(
    name = "inspect",
    description =
        "Tells what is in a data set, shard, file of dead letters, tokenizer, checkpoint or model on this machine; with --document, what a document went through.",
    footer = {
      "bin/millrace inspect --data=curated",
      "bin/millrace inspect --data=shards/train/part-00000-of-00001.parquet --samples=5",
      "bin/millrace inspect --data=curated --data=shards --document=http://forum.example.com/2019/03/afr/"
    })
public final class InspectCommand implements Callable<Integer> {
  /** How findings are printed. */
  enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "A file or folder; repeats.")
  @Example("curated")
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--document",
      paramLabel = "ID|URL",
      description =
          "Trace this document through the data sets: which rule of which stage, which value; its cluster; its copies in the mixture.")
  @Example("abc35e092d809e320cab799519bf4d1d")
  private String document;

  @Option(
      names = "--samples",
      defaultValue = "1",
      paramLabel = "INT",
      description = "Rows shown of each language, or of a file.")
  @Range(min = 0)
  private int samples;

  @Option(
      names = "--maxLanguages",
      defaultValue = "20",
      paramLabel = "INT",
      description = "Languages shown, those with the most first, or 0 for all.")
  @Range(min = 0)
  private int maxLanguages;

  @Option(
      names = "--maxCellCharacters",
      defaultValue = "60",
      paramLabel = "INT",
      description = "How much of a text a table shows.")
  @Range(min = 1)
  private int maxCellCharacters;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "text|json",
      description = "How it is printed; json is an object for each thing told of.")
  private Format format;

  @Override
  public Integer call() throws IOException {
    List<Findings> all = document == null ? inspect() : trace();
    for (int i = 0; i < all.size(); i++) {
      boolean apart = i > 0 && format == Format.TEXT;
      System.out.print((apart ? "\n" : "") + print(all.get(i)));
    }
    return ExitCode.SUCCESS;
  }

  private String print(Findings findings) {
    return format == Format.JSON ? findings.toJson() : findings.toText(maxCellCharacters);
  }

  private List<Findings> inspect() throws IOException {
    List<Findings> all = new ArrayList<>();
    for (String value : data) {
      try {
        all.add(Inspector.inspect(LocalData.path(value), new Limits(samples, maxLanguages)));
      } catch (IllegalArgumentException e) {
        throw new UsageException("--data=" + value + ": " + e.getMessage(), e);
      }
    }
    return all;
  }

  private List<Findings> trace() throws IOException {
    List<DataSet> sets = LocalData.sets(data);
    List<Findings> traces;
    try (Database database = LocalData.database(sets)) {
      traces = new DocumentTrace(sets, database).of(document);
    }
    if (traces.isEmpty()) {
      throw new IOException(
          "--document="
              + document
              + " is in none of "
              + String.join(", ", data)
              + (sets.stream().anyMatch(set -> !set.keepsDropped())
                  ? "; dropped documents were not kept (--keepDropped=false)"
                  : ""));
    }
    return traces;
  }
}
