package io.millrace.jobs.query;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A data set on this machine's disk.
 *
 * @param folder where it lies
 * @param manifest of its present generation, which names all of its files
 */
public record DataSet(Path folder, Manifest manifest) {
  private static final String PARQUET = ".parquet";

  /**
   * Opens a data set.
   *
   * @param folder an output of {@code curate} or {@code rebalance}
   * @throws IOException if it has no readable manifest
   */
  public static DataSet open(Path folder) throws IOException {
    Path manifest = folder.resolve(Manifest.FILE_NAME);
    return new DataSet(
        folder, Manifest.fromJson(Files.readAllBytes(manifest), manifest.toString()));
  }

  /** Whether a folder is a whole data set. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(Manifest.FILE_NAME));
  }

  /** Whether documents that rules dropped were written. */
  public boolean keepsDropped() {
    return !"false".equals(manifest.options().get("keepDropped"));
  }

  /** The Parquet files of each folder at the top that has any, such as {@code documents}. */
  public SortedMap<String, List<DataFile>> tables() {
    SortedMap<String, List<DataFile>> tables = new TreeMap<>();
    for (DataFile file : manifest.files()) {
      int slash = file.path().indexOf('/');
      if (slash > 0 && file.path().endsWith(PARQUET)) {
        tables
            .computeIfAbsent(file.path().substring(0, slash), name -> new ArrayList<>())
            .add(file);
      }
    }
    return tables;
  }
}
