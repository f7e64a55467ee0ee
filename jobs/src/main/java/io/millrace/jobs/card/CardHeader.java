package io.millrace.jobs.card;

import io.millrace.io.manifest.DataFile;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The YAML between the first two lines of dashes of a card: languages, size and configurations, as
 * the Hugging Face Hub reads them.
 */
final class CardHeader {
  /** Labels that are no language: undetermined, none, several. */
  private static final List<String> NO_LANGUAGES = List.of("und", "zxx", "mul", "mis");

  private static final List<String> SIZES =
      List.of(
          "n<1K",
          "1K<n<10K",
          "10K<n<100K",
          "100K<n<1M",
          "1M<n<10M",
          "10M<n<100M",
          "100M<n<1B",
          "1B<n<10B",
          "10B<n<100B",
          "100B<n<1T");

  private static final String LARGEST = "n>1T";
  private static final int FIRST_LIMIT = 1_000;

  private final StringBuilder yaml = new StringBuilder("---\n");
  private boolean hasConfigurations;

  /**
   * @param labels such as {@code deu_Latn}; of each the ISO 639-3 code is told, once
   * @param rows of the whole data set
   */
  CardHeader(Iterable<String> labels, long rows) {
    SortedSet<String> codes = new TreeSet<>();
    labels.forEach(label -> codes.add(label.replaceFirst("_.*", "")));
    NO_LANGUAGES.forEach(codes::remove);
    list("language", codes);
    list("size_categories", List.of(size(rows)));
    list("task_categories", List.of("text-generation"));
  }

  private void list(String key, Iterable<String> values) {
    if (values.iterator().hasNext()) {
      yaml.append(key).append(":\n");
      // Quoted, for the code of Norwegian is also YAML's false.
      values.forEach(value -> yaml.append("- \"").append(value).append("\"\n"));
    }
  }

  /** The Hub's name for a number of rows. */
  static String size(long rows) {
    long limit = FIRST_LIMIT;
    for (String size : SIZES) {
      if (rows < limit) {
        return size;
      }
      limit *= 10;
    }
    return LARGEST;
  }

  /**
   * Adds a configuration.
   *
   * @param name by which it is loaded
   * @param splits the files of each split, by its name
   * @param generation of the data set; only in the first are its files all that lie there
   */
  void configuration(String name, SortedMap<String, List<DataFile>> splits, int generation) {
    yaml.append(hasConfigurations ? "" : "configs:\n");
    hasConfigurations = true;
    yaml.append("- config_name: ").append(name).append("\n  data_files:\n");
    splits.forEach(
        (split, files) -> {
          yaml.append("  - split: ").append(split).append('\n');
          if (generation == 1) {
            String folder = files.get(0).path().replaceFirst("[^/]+$", "");
            yaml.append("    path: \"").append(folder).append("*.parquet\"\n");
          } else {
            yaml.append("    path:\n");
            files.forEach(file -> yaml.append("    - \"").append(file.path()).append("\"\n"));
          }
        });
  }

  @Override
  public String toString() {
    return yaml + "---\n";
  }
}
