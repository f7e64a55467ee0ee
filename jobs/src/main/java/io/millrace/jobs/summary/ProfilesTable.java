package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.table.Table;
import java.util.Map;

/** The table that ends {@code calibrate}: which profile each language gets, and why. */
public final class ProfilesTable {
  private ProfilesTable() {}

  /**
   * @param summary the contents of its {@code summary.json}
   * @return a line a stage, then a line a language
   */
  public static String of(JsonNode summary) {
    Table table = new Table("language", "passages", "crawl documents", "profile", "why");
    for (Map.Entry<String, JsonNode> language : summary.path("languages").properties()) {
      JsonNode counts = language.getValue();
      String profile = counts.path("profile").asText();
      table.row(
          language.getKey(),
          counts.path("passages").asLong(),
          counts.path("crawl_documents").asLong(),
          profile,
          why(language.getKey(), profile, summary.path("profiles").path(profile)));
    }
    return SummaryTable.of(summary) + "\n" + table;
  }

  private static String why(String language, String name, JsonNode profile) {
    if (!language.equals(name)) {
      return "too few passages of its own";
    }
    if (profile.path("passages").asLong() == 0) {
      return "too few passages; as published";
    }
    return profile.path("repetition").asText().equals(name)
        ? "own"
        : "own; repetition as published";
  }
}
