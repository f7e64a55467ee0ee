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

/** What a {@code rebalance} run made of the languages' shares. */
final class RebalancePart {
  private static final int MAX_LANGUAGE_BARS = 40;
  private static final String TOKENS_PER_BYTE = "Tokens per byte";

  private final Page page;
  private final JsonNode summary;
  private final JsonNode tokenizer;
  private final List<Language> languages;

  private record Language(
      String label,
      long documents,
      long bytes,
      long tokens,
      long planned,
      long achieved,
      double samplingRate) {
    Language plus(Language other) {
      return new Language(
          label,
          documents + other.documents,
          bytes + other.bytes,
          tokens + other.tokens,
          planned + other.planned,
          achieved + other.achieved,
          samplingRate + other.samplingRate);
    }

    double epochs() {
      return tokens == 0 ? Double.NaN : (double) achieved / tokens;
    }

    double tokensPerByte() {
      return bytes == 0 ? Double.NaN : (double) tokens / bytes;
    }
  }

  private RebalancePart(Page page, RunFiles run) {
    this.page = page;
    this.summary = run.summary();
    this.tokenizer = run.manifest().path("tokenizer");
    this.languages = languages(summary.path("languages"));
  }

  /** Adds the part to a page. */
  static void write(Page page, RunFiles run) {
    page.part("rebalance", "Rebalance", RunCard.note(run));
    RebalancePart part = new RebalancePart(page, run);
    part.keyFigures();
    StageCards.write(page, run.summary().path("stages"));
    part.splits();
    part.mixture();
    part.phases();
    part.tokensPerByte();
    RunCard.write(page, run);
  }

  private static List<Language> languages(JsonNode nodes) {
    List<Language> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : nodes.properties()) {
      JsonNode counts = entry.getValue();
      rows.add(
          new Language(
              entry.getKey(),
              counts.path("documents").asLong(),
              counts.path("bytes").asLong(),
              counts.path("tokens").asLong(),
              counts.path("planned_tokens").asLong(),
              counts.path("achieved_tokens").asLong(),
              counts.path("sampling_rate").asDouble()));
    }
    rows.sort(Comparator.comparingLong(Language::planned).reversed());
    return rows;
  }

  private void keyFigures() {
    JsonNode train = summary.path("splits").path("train");
    JsonNode validation = summary.path("splits").path("validation");
    page.keyFigures(
        new KeyFigure(
            Figures.count(train.path("tokens")),
            "training tokens",
            "in " + Figures.count(train.path("sequences")) + " sequences"),
        new KeyFigure(
            Figures.count(validation.path("tokens")),
            "tokens held out",
            "in " + Figures.count(validation.path("sequences")) + " sequences"),
        new KeyFigure(Figures.count(languages.size()), "languages", "in the mixture"));
  }

  private void mixture() {
    if (languages.isEmpty()) {
      page.card(Place.LEFT, "Mixture", "No document was mixed.");
      return;
    }
    List<Language> top = languages.stream().limit(MAX_LANGUAGE_BARS).toList();
    Chart chart =
        Chart.bars(
                "Tokens by language: planned and achieved",
                top.stream().map(Language::label).toList(),
                top.stream().map(row -> Figures.decimal(row.epochs(), 2) + " epochs").toList())
            .axes("tokens", "")
            .values("planned", Color.MUTED, top.stream().map(Language::planned).toList())
            .values("achieved", Color.MAIN, top.stream().map(Language::achieved).toList());
    DataTable table =
        DataTable.words("Language", "Name")
            .numbers(
                "Available",
                "Planned",
                "Achieved",
                "Achieved, % of plan",
                "Epochs",
                "Sampling rate");
    for (Language row : languages) {
      table.row(
          row.label(),
          LanguageNames.of(row.label()),
          row.tokens(),
          row.planned(),
          row.achieved(),
          Figures.percent(row.achieved(), row.planned()),
          row.epochs(),
          Figures.percent(row.samplingRate(), 1));
    }
    page.chart(
        Place.LEFT,
        "Mixture",
        "Tokens of each language: planned, and in the shards; an epoch is all there are, the sampling rate the language's part of the mixture."
            + rest(),
        chart,
        new Fold("All languages", table));
  }

  /** What each language was to have, and has, in each of several phases. */
  private void phases() {
    DataTable phases = DataTable.words("Phase").numbers("Languages", "Planned", "Achieved");
    DataTable table =
        DataTable.words("Phase", "Language", "Name")
            .numbers("Planned", "Achieved", "Achieved, % of plan", "Epochs", "Sampling rate");
    JsonNode nodes = summary.path("languages");
    int count =
        languages.isEmpty() ? 0 : nodes.path(languages.get(0).label()).path("phases").size();
    for (int phase = 0; phase < count; phase++) {
      long present = 0;
      long allPlanned = 0;
      long allAchieved = 0;
      for (Language language : languages) {
        JsonNode counts = nodes.path(language.label()).path("phases").path(phase);
        long planned = counts.path("planned_tokens").asLong();
        long achieved = counts.path("achieved_tokens").asLong();
        present += achieved > 0 ? 1 : 0;
        allPlanned += planned;
        allAchieved += achieved;
        table.row(
            String.valueOf(phase),
            language.label(),
            LanguageNames.of(language.label()),
            planned,
            achieved,
            Figures.percent(achieved, planned),
            counts.path("epochs").asDouble(),
            Figures.percent(counts.path("sampling_rate").asDouble(), 1));
      }
      phases.row(String.valueOf(phase), present, allPlanned, allAchieved);
    }
    if (count > 0) {
      page.card(
          Place.LEFT,
          "Phases",
          "The model is trained on these one after the other; a sampling rate is the language's part of its phase.",
          new Fold("Phases", phases),
          new Fold("Languages by phase", table));
    }
  }

  /** What the chart leaves out, summed. */
  private String rest() {
    return languages.stream()
        .skip(MAX_LANGUAGE_BARS)
        .reduce(Language::plus)
        .map(
            sum ->
                String.format(
                    Locale.ROOT,
                    " The %d largest; the other %d languages together: %,d tokens of %,d planned.",
                    MAX_LANGUAGE_BARS,
                    languages.size() - MAX_LANGUAGE_BARS,
                    sum.achieved(),
                    sum.planned()))
        .orElse("");
  }

  private void tokensPerByte() {
    List<Language> known = languages.stream().filter(row -> row.bytes() > 0).toList();
    if (known.isEmpty()) {
      return;
    }
    if (tokenizer.path("kind").asText().equals("bytes")) {
      page.card(
          Place.RIGHT,
          TOKENS_PER_BYTE,
          "The tokenizer is bytes: a byte of text is a token in every language, and a document's end is one more.");
      return;
    }
    List<Language> top = known.stream().limit(MAX_LANGUAGE_BARS).toList();
    Chart chart =
        Chart.bars(
                "Tokens per byte of text, by language",
                top.stream().map(Language::label).toList(),
                top.stream().map(row -> Figures.decimal(row.tokensPerByte(), 3)).toList())
            .axes("tokens per byte", "")
            .values(
                "tokens per byte", Color.THIRD, top.stream().map(Language::tokensPerByte).toList());
    DataTable table =
        DataTable.words("Language", "Name").numbers("Bytes", "Tokens", "Tokens per byte");
    for (Language row : known) {
      table.row(
          row.label(),
          LanguageNames.of(row.label()),
          row.bytes(),
          row.tokens(),
          row.tokensPerByte());
    }
    page.chart(
        Place.RIGHT,
        TOKENS_PER_BYTE,
        "How finely the tokenizer cuts each language; fewer is better."
            + (top.size() < known.size()
                ? " The " + top.size() + " languages with the most tokens."
                : ""),
        chart,
        new Fold("All languages", table));
  }

  private void splits() {
    DataTable table = DataTable.words("Split").numbers("Sequences", "Tokens", "Bytes");
    for (Map.Entry<String, JsonNode> split : summary.path("splits").properties()) {
      JsonNode counts = split.getValue();
      table.row(
          split.getKey(),
          Figures.count(counts.path("sequences")),
          Figures.count(counts.path("tokens")),
          Figures.count(counts.path("bytes")));
    }
    if (table.size() > 0) {
      page.table(Place.RIGHT, "Splits", "What the shards hold.", table);
    }
  }
}
