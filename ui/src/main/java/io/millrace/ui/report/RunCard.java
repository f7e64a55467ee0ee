package io.millrace.ui.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.report.page.DataTable;
import io.millrace.ui.report.page.Figures;
import io.millrace.ui.report.page.Page;
import io.millrace.ui.report.page.Page.Fold;
import io.millrace.ui.report.page.Page.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a run came about and what vouches for its files: options, versions, checksums. */
final class RunCard {
  /** A table of more rows would make the page heavier than it is worth. */
  private static final int MAX_FILES = 500;

  private RunCard() {}

  /** A line under a part's heading: the run's name, when it ended, how long it took. */
  static String note(RunFiles run) {
    List<String> facts = new ArrayList<>();
    String name = run.summary().path("run_id").asText(run.manifest().path("run_id").asText());
    if (!name.isEmpty()) {
      facts.add("Run " + name);
    }
    String created = run.manifest().path("created").asText();
    if (!created.isEmpty()) {
      facts.add("ended " + created.replaceFirst("[.]\\d+Z$", "Z"));
    }
    if (run.summary().path("seconds").isNumber()) {
      facts.add("took " + Figures.duration(run.summary().path("seconds")));
    }
    return String.join(" · ", facts);
  }

  /** Adds the card; nothing where there is no manifest. */
  static void write(Page page, RunFiles run) {
    JsonNode manifest = run.manifest();
    if (manifest.isEmpty()) {
      return;
    }
    List<Fold> folds = new ArrayList<>();
    folds.add(new Fold("Options", named("Option", "--", manifest.path("options"))));
    folds.add(new Fold("Versions and counts", versions(manifest)));
    folds.add(new Fold("Inputs", inputs(manifest.path("inputs"))));
    folds.add(new Fold("Files and their checksums", files(manifest.path("files"))));
    int files = manifest.path("files").size();
    String lead =
        files > MAX_FILES
            ? "Files: the first "
                + MAX_FILES
                + " of "
                + Figures.count(files)
                + "; manifest.json"
                + " lists all."
            : "";
    page.card(Place.ACROSS, "How this came about", lead, folds.toArray(Fold[]::new));
  }

  private static DataTable named(String heading, String prefix, JsonNode values) {
    DataTable table = DataTable.words(heading, "Value");
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      table.row(prefix + value.getKey(), value.getValue().asText());
    }
    return table;
  }

  private static DataTable versions(JsonNode manifest) {
    DataTable table = DataTable.words("Fact", "Value");
    table.row("Millrace", manifest.path("code_version").asText(Figures.NONE));
    table.row("file format", manifest.path("format_version").asText(Figures.NONE));
    JsonNode tokenizer = manifest.path("tokenizer");
    if (tokenizer.isObject()) {
      table.row(
          "tokenizer",
          tokenizer.path("kind").asText()
              + ", vocabulary of "
              + Figures.count(tokenizer.path("vocabulary_size")));
      table.row("tokenizer's SHA-256", tokenizer.path("sha256").asText());
    }
    for (Map.Entry<String, JsonNode> count : manifest.path("counts").properties()) {
      table.row(count.getKey().replace('_', ' '), Figures.count(count.getValue()));
    }
    return table;
  }

  private static DataTable inputs(JsonNode inputs) {
    DataTable table = DataTable.words("Path", "Changed").numbers("Bytes");
    for (JsonNode input : inputs) {
      table.row(
          input.path("path").asText(),
          input.path("modified").asText(),
          Figures.count(input.path("bytes")));
    }
    return table;
  }

  private static DataTable files(JsonNode files) {
    DataTable table = DataTable.words("Path", "SHA-256").numbers("Rows", "Bytes");
    for (int i = 0; i < Math.min(MAX_FILES, files.size()); i++) {
      JsonNode file = files.get(i);
      table.row(
          file.path("path").asText(),
          file.path("sha256").asText(),
          Figures.count(file.path("rows")),
          Figures.count(file.path("bytes")));
    }
    return table;
  }
}
