package io.millrace.jobs.command;

import io.millrace.io.manifest.Manifest;
import io.millrace.jobs.query.DataSet;
import io.millrace.jobs.query.Database;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The data that {@code --data} names, on this machine's disk. */
final class LocalData {
  private static final Set<String> KINDS = Set.of("documents", "shards");

  private LocalData() {}

  /**
   * A file or folder.
   *
   * @throws UsageException if it is not there
   */
  static Path path(String value) {
    Path path = LocalPaths.of("--data", value);
    if (!Files.exists(path)) {
      throw new UsageException("--data=" + value + " is not there");
    }
    return path;
  }

  /**
   * Data sets of documents or shards.
   *
   * @throws UsageException if one of the folders is none
   */
  static List<DataSet> sets(List<String> values) throws IOException {
    List<DataSet> sets = new ArrayList<>();
    for (String value : values) {
      Path folder = path(value);
      if (!DataSet.isAt(folder)) {
        throw new UsageException(
            "--data=" + value + " is no data set: it has no " + Manifest.FILE_NAME);
      }
      DataSet set = DataSet.open(folder);
      if (!KINDS.contains(set.manifest().kind())) {
        throw new UsageException(
            "--data="
                + value
                + " holds "
                + set.manifest().kind()
                + "; name an output of curate or rebalance");
      }
      sets.add(set);
    }
    return sets;
  }

  /**
   * A database over data sets.
   *
   * @throws UsageException if two have a table of one name
   */
  static Database database(List<DataSet> sets) throws IOException {
    try {
      return Database.of(sets);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--data: " + e.getMessage() + "; ask one at a time", e);
    }
  }
}
