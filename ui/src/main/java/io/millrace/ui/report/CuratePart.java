package io.millrace.ui.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.report.page.Chart;
import io.millrace.ui.report.page.Chart.Color;
import io.millrace.ui.report.page.DataTable;
import io.millrace.ui.report.page.Figures;
import io.millrace.ui.report.page.Page;
import io.millrace.ui.report.page.Page.Fold;
import io.millrace.ui.report.page.Page.KeyFigure;
import io.millrace.ui.report.page.Page.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a {@code curate} run kept, what it dropped, and why. */
final class CuratePart {
  private static final int MAX_LANGUAGE_BARS = 40;
  private static final int MAX_REASON_BARS = 20;

  private final Page page;
  private final JsonNode summary;

  private CuratePart(Page page, JsonNode summary) {
    this.page = page;
    this.summary = summary;
  }

  /** Adds the part to a page. */
  static void write(Page page, RunFiles run) {
    page.part("curate", "Curate", RunCard.note(run));
    CuratePart part = new CuratePart(page, run.summary());
    part.keyFigures();
    StageCards.write(page, run.summary().path("stages"));
    part.languages();
    part.dropReasons();
    DroppedTexts.write(page, run.summary());
    HistogramCards.write(page, run);
    RunCard.write(page, run);
  }

  private void keyFigures() {
    JsonNode stages = summary.path("stages");
    JsonNode last = stages.path(stages.size() - 1);
    double read = stages.path(0).path("in").asDouble();
    List<Language> languages = languageRows();
    long kept = languages.stream().filter(language -> language.documents() > 0).count();
    long dead = 0;
    for (JsonNode stage : stages) {
      dead += stage.path("dead_lettered").asLong();
    }
    page.keyFigures(
        new KeyFigure(Figures.count(stages.path(0).path("in")), "records read", ""),
        new KeyFigure(
            Figures.count(last.path("kept")),
            "documents kept",
            Figures.percent(last.path("kept").asDouble(), read) + " of the records"),
        new KeyFigure(
            last.path("bytes").isNumber()
                ? Figures.bytes(last.path("bytes").asLong())
                : Figures.NONE,
            "text kept",
            Figures.count(last.path("bytes")) + " bytes"),
        new KeyFigure(
            Figures.count(kept), "languages", "of " + Figures.count(languages.size()) + " found"),
        new KeyFigure(Figures.count(dead), "dead letters", "records that failed"));
  }

  private record Language(String label, long before, long documents, long bytes) {
    Language plus(Language other) {
      return new Language(
          label, before + other.before, documents + other.documents, bytes + other.bytes);
    }
  }

  private List<Language> languageRows() {
    List<Language> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : summary.path("languages").properties()) {
      JsonNode counts = entry.getValue();
      rows.add(
          new Language(
              entry.getKey(),
              counts.path("before").asLong(),
              counts.path("documents").asLong(),
              counts.path("bytes").asLong()));
    }
    rows.sort(Comparator.comparingLong(Language::before).reversed());
    return rows;
  }

  private void languages() {
    List<Language> all = languageRows();
    if (all.isEmpty()) {
      page.card(Place.LEFT, "Languages", "No document was identified.");
      return;
    }
    List<Language> top = all.stream().limit(MAX_LANGUAGE_BARS).toList();
    Chart chart =
        Chart.bars(
                "Documents by language: identified and kept",
                top.stream().map(Language::label).toList(),
                top.stream().map(CuratePart::note).toList())
            .axes("documents", "")
            .overlaid()
            .values("kept", Color.MAIN, top.stream().map(Language::documents).toList())
            .values("identified", Color.MUTED, top.stream().map(Language::before).toList());
    DataTable table =
        DataTable.words("Language", "Name").numbers("Identified", "Kept", "Kept, %", "Bytes");
    for (Language language : all) {
      table.row(
          language.label(),
          LanguageNames.of(language.label()),
          language.before(),
          language.documents(),
          Figures.percent(language.documents(), language.before()),
          language.bytes());
    }
    page.chart(
        Place.LEFT,
        "Languages",
        "Documents identified, and kept of them." + rest(all),
        chart,
        new Fold("All languages", table));
  }

  /** What the chart leaves out, summed. */
  private static String rest(List<Language> all) {
    return all.stream()
        .skip(MAX_LANGUAGE_BARS)
        .reduce(Language::plus)
        .map(
            sum ->
                String.format(
                    Locale.ROOT,
                    " The %d most frequent; the other %d languages together: %s.",
                    MAX_LANGUAGE_BARS,
                    all.size() - MAX_LANGUAGE_BARS,
                    note(sum)))
        .orElse("");
  }

  private static String note(Language language) {
    String kept = Figures.count(language.documents());
    return language.documents() == language.before()
        ? kept
        : kept + " of " + Figures.count(language.before());
  }

  private record Reason(String stage, String reason, long documents) {
    Reason plus(Reason other) {
      return new Reason("", "all others", documents + other.documents);
    }

    String label() {
      return stage.isEmpty() ? reason : stage + ": " + words(reason);
    }
  }

  /** A rule's name as words. */
  private static String words(String name) {
    return name.replace('_', ' ');
  }

  private void dropReasons() {
    List<Reason> all = new ArrayList<>();
    for (JsonNode stage : summary.path("stages")) {
      for (Map.Entry<String, JsonNode> reason : stage.path("dropped").properties()) {
        all.add(
            new Reason(stage.path("stage").asText(), reason.getKey(), reason.getValue().asLong()));
      }
    }
    if (all.isEmpty()) {
      page.card(Place.RIGHT, "Drop reasons", "Nothing was dropped.");
      return;
    }
    all.sort(Comparator.comparingLong(Reason::documents).reversed());
    List<Reason> top = TopRows.of(all, MAX_REASON_BARS, Reason::plus);
    Chart chart =
        Chart.bars(
                "Records and documents dropped, by stage and reason",
                top.stream().map(Reason::label).toList(),
                top.stream().map(reason -> Figures.count(reason.documents())).toList())
            .axes("dropped", "")
            .values("dropped", Color.SECOND, top.stream().map(Reason::documents).toList());
    DataTable table = DataTable.words("Stage", "Reason").numbers("Dropped");
    all.forEach(reason -> table.row(reason.stage(), reason.reason(), reason.documents()));
    page.chart(
        Place.RIGHT,
        "Drop reasons",
        "What was dropped, by stage and reason.",
        chart,
        new Fold("Table", table),
        new Fold("By language", dropReasonsByLanguage()));
  }

  private DataTable dropReasonsByLanguage() {
    DataTable table = DataTable.words("Language", "Stage", "Reason").numbers("Dropped");
    for (Map.Entry<String, JsonNode> language : summary.path("languages").properties()) {
      for (Map.Entry<String, JsonNode> stage : language.getValue().path("dropped").properties()) {
        for (Map.Entry<String, JsonNode> reason : stage.getValue().properties()) {
          table.row(language.getKey(), stage.getKey(), reason.getKey(), reason.getValue().asLong());
        }
      }
    }
    return table;
  }
}
