package io.millrace.ui.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.report.page.Chart;
import io.millrace.ui.report.page.Chart.Color;
import io.millrace.ui.report.page.DataTable;
import io.millrace.ui.report.page.Figures;
import io.millrace.ui.report.page.Page;
import io.millrace.ui.report.page.Page.Fold;
import io.millrace.ui.report.page.Page.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a {@code curate} run's documents are spread over scores, lengths and sizes of clusters, with
 * the thresholds that they were judged by.
 */
final class HistogramCards {
  private static final String DOCUMENTS = "documents";

  private final Page page;
  private final JsonNode summary;
  private final JsonNode options;

  private HistogramCards(Page page, RunFiles run) {
    this.page = page;
    this.summary = run.summary();
    this.options = run.manifest().path("options");
  }

  /** Adds the cards; none of what the run did not measure, but for the length of texts. */
  static void write(Page page, RunFiles run) {
    HistogramCards cards = new HistogramCards(page, run);
    cards.scores();
    cards.clusterSizes();
    cards.wordCounts();
    cards.textLengths();
  }

  private void scores() {
    JsonNode bins = summary.path("language_scores");
    if (bins.isEmpty()) {
      return;
    }
    Bins scores = Bins.even(bins, 0, 1);
    Chart chart =
        Chart.histogram("Documents by their language's score: kept, dropped", scores.labels(2))
            .axes("score", DOCUMENTS)
            .stacked()
            .values("kept", Color.MAIN, scores.values("kept"))
            .values("dropped", Color.SECOND, scores.values("dropped"));
    mark(chart, scores, "least threshold", "minLanguageScore");
    mark(chart, scores, "greatest", "maxLanguageScore");
    page.chart(
        Place.RIGHT,
        "Language scores",
        "How sure identification was. Each language has a threshold of its own: its profile's, or one derived from its scores, between the two that are drawn.",
        chart,
        new Fold("Table", fates(bins, "Score from", 2)),
        new Fold("Thresholds", thresholds()));
  }

  private DataTable thresholds() {
    DataTable table =
        DataTable.words("Language", "Name").numbers("Threshold", "Identified", "Below it");
    for (Map.Entry<String, JsonNode> language : summary.path("languages").properties()) {
      JsonNode counts = language.getValue();
      if (counts.has("score_threshold")) {
        table.row(
            language.getKey(),
            LanguageNames.of(language.getKey()),
            Figures.decimal(counts.path("score_threshold"), 4),
            counts.path("before").asLong(),
            counts.path("dropped").path("language").path("low_score").asLong());
      }
    }
    return table;
  }

  private void clusterSizes() {
    JsonNode bins = summary.path("cluster_sizes");
    if (bins.isEmpty()) {
      return;
    }
    List<String> labels = new ArrayList<>();
    List<Long> clusters = new ArrayList<>();
    DataTable table = DataTable.words("Documents in the cluster").numbers("Clusters");
    long several = 0;
    long all = 0;
    for (JsonNode bin : bins) {
      long from = bin.path("from").asLong();
      long last = bin.path("to").asLong() - 1;
      long count = bin.path("clusters").asLong();
      labels.add(
          from == last ? Figures.count(from) : Figures.count(from) + "–" + Figures.count(last));
      clusters.add(count);
      table.row(labels.get(labels.size() - 1), count);
      all += count;
      several += from > 1 ? count : 0;
    }
    Chart chart =
        Chart.bars(
                "Clusters of duplicates by their size",
                labels,
                clusters.stream().map(Figures::count).toList())
            .axes("clusters", "")
            .values("clusters", Color.THIRD, clusters);
    page.chart(
        Place.RIGHT,
        "Duplicate clusters",
        "By how many documents each has, all but one of which are dropped: "
            + Figures.count(several)
            + " of "
            + Figures.count(all)
            + " clusters have more than one.",
        chart,
        new Fold("Table", table));
  }

  private void wordCounts() {
    JsonNode nodes = summary.path("word_counts");
    if (nodes.isEmpty()) {
      return;
    }
    Bins bins = Bins.doubling(nodes, limit("minWords"), limit("maxWords"));
    Chart chart =
        Chart.histogram(
                "Documents judged for quality, by their words: kept, dropped", bins.labels(0))
            .axes("words, from this to twice as many", DOCUMENTS)
            .stacked()
            .values("kept", Color.MAIN, bins.values("kept"))
            .values("dropped", Color.SECOND, bins.values("dropped"));
    mark(chart, bins, "fewest", "minWords");
    mark(chart, bins, "most", "maxWords");
    page.chart(
        Place.LEFT,
        "Words of documents",
        "Of those judged for quality. Dropped are those that any of its rules rejects; drawn are the fewest and the most words allowed.",
        chart,
        new Fold("Table", fates(nodes, "Words from", 0)));
  }

  private void textLengths() {
    JsonNode nodes = summary.path("text_lengths");
    if (nodes.isEmpty()) {
      page.card(Place.LEFT, "Length of documents", "No document was kept.");
      return;
    }
    Bins bins = Bins.doubling(nodes);
    Chart chart =
        Chart.histogram("Documents kept, by their length in code points", bins.labels(0))
            .axes("code points, from this to twice as many", DOCUMENTS)
            .values(DOCUMENTS, Color.MAIN, bins.values(DOCUMENTS));
    DataTable table = DataTable.words().numbers("From", "To, exclusive", "Documents");
    for (JsonNode bin : nodes) {
      table.row(bin.path("from").asLong(), bin.path("to").asLong(), bin.path(DOCUMENTS).asLong());
    }
    page.chart(
        Place.LEFT,
        "Length of documents",
        "Of those kept, in code points.",
        chart,
        new Fold("Table", table));
  }

  private static DataTable fates(JsonNode bins, String from, int decimals) {
    DataTable table = DataTable.words().numbers(from, "To, exclusive", "Kept", "Dropped");
    for (JsonNode bin : bins) {
      table.row(
          Figures.decimal(bin.path("from"), decimals),
          Figures.decimal(bin.path("to"), decimals),
          bin.path("kept").asLong(),
          bin.path("dropped").asLong());
    }
    return table;
  }

  /** Draws the threshold that an option sets; none where it is not known, or turned off by 0. */
  private void mark(Chart chart, Bins bins, String name, String option) {
    double threshold = limit(option);
    if (threshold > 0) {
      chart.mark(name + " " + options.path(option).asText(), bins.position(threshold));
    }
  }

  private double limit(String option) {
    return options.path(option).asDouble(0);
  }
}
