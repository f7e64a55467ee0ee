package io.millrace.ui.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.report.page.DataTable;
import io.millrace.ui.report.page.Figures;
import io.millrace.ui.report.page.Page;
import io.millrace.ui.report.page.Page.KeyFigure;
import io.millrace.ui.report.page.Page.Place;
import java.util.Map;

/** Which profiles a {@code calibrate} run derived, and which each language gets. */
final class CalibratePart {
  private final Page page;
  private final JsonNode profiles;
  private final JsonNode languages;

  private CalibratePart(Page page, JsonNode summary) {
    this.page = page;
    this.profiles = summary.path("profiles");
    this.languages = summary.path("languages");
  }

  /** Adds the part to a page. */
  static void write(Page page, RunFiles run) {
    page.part("calibrate", "Calibrate", RunCard.note(run));
    CalibratePart part = new CalibratePart(page, run.summary());
    part.keyFigures();
    StageCards.write(page, run.summary().path("stages"));
    part.languages();
    part.profiles();
    RunCard.write(page, run);
  }

  private void keyFigures() {
    long own = 0;
    for (Map.Entry<String, JsonNode> language : languages.properties()) {
      own += language.getValue().path("profile").asText().equals(language.getKey()) ? 1 : 0;
    }
    page.keyFigures(
        new KeyFigure(Figures.count(profiles.size()), "profiles", "languages', scripts', default"),
        new KeyFigure(
            Figures.count(own),
            "languages with a profile of their own",
            "of " + Figures.count(languages.size())));
  }

  private void languages() {
    DataTable table =
        DataTable.words("Language", "Name", "Profile").numbers("Passages", "Crawl documents");
    for (Map.Entry<String, JsonNode> language : languages.properties()) {
      JsonNode counts = language.getValue();
      table.row(
          language.getKey(),
          LanguageNames.of(language.getKey()),
          counts.path("profile").asText(),
          counts.path("passages").asLong(),
          counts.path("crawl_documents").asLong());
    }
    if (table.size() > 0) {
      page.table(
          Place.LEFT,
          "Languages",
          "The profile that each language is judged by: its own, its script's or the default.",
          table);
    }
  }

  private void profiles() {
    DataTable table = DataTable.words("Profile", "Repetition from").numbers("Passages");
    for (Map.Entry<String, JsonNode> profile : profiles.properties()) {
      table.row(
          profile.getKey(),
          profile.getValue().path("repetition").asText(),
          profile.getValue().path("passages").asLong());
    }
    if (table.size() > 0) {
      page.table(
          Place.RIGHT,
          "Profiles",
          "Passages of reference that each was derived from; none where it is as published.",
          table);
    }
  }
}
