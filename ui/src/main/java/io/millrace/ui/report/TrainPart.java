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
import java.util.Map;

/** How a {@code train} run went. */
final class TrainPart {
  private static final int MAX_POINTS = 400;
  private static final int MAX_LANGUAGE_BARS = 40;

  private final Page page;
  private final JsonNode summary;
  private final List<JsonNode> metrics;

  private TrainPart(Page page, RunFiles run) {
    this.page = page;
    this.summary = run.summary();
    this.metrics = run.metrics();
  }

  /** Adds the part to a page. */
  static void write(Page page, RunFiles run) {
    page.part("train", "Train", RunCard.note(run));
    TrainPart part = new TrainPart(page, run);
    part.keyFigures();
    part.loss();
    part.heldOut();
    ScheduleCard.write(
        page, run.summary().path("predicted_schedule"), run.summary().path("schedule"));
    part.single(Place.LEFT, "Throughput", "tokens_per_second", "tokens per second");
    part.single(Place.RIGHT, "Learning rate", "learning_rate", "learning rate");
    part.single(Place.LEFT, "Gradient norm", "gradient_norm", "global norm before clipping");
    part.heldOutByLanguage();
    RunCard.write(page, run);
  }

  private void keyFigures() {
    JsonNode heldOut = summary.path("validation_bits_per_byte");
    JsonNode unigram = summary.path("unigram_entropy_bits_per_byte");
    String below = Figures.percent(unigram.asDouble() - heldOut.asDouble(), unigram.asDouble());
    page.keyFigures(
        new KeyFigure(
            Figures.decimal(heldOut, 3),
            "held-out bits per byte",
            heldOut.isNumber() && unigram.isNumber()
                ? below + " below unigram's " + Figures.decimal(unigram, 3)
                : ""),
        new KeyFigure(Figures.count(summary.path("steps")), "steps", ""),
        new KeyFigure(Figures.count(summary.path("trained_tokens")), "tokens trained on", ""),
        new KeyFigure(Figures.count(summary.path("tokens_per_second")), "tokens per second", ""),
        new KeyFigure(
            summary.path("bubble").isNumber()
                ? Figures.percent(summary.path("bubble").asDouble(), 1)
                : Figures.NONE,
            "bubble",
            "of the workers' time spent waiting"));
  }

  private Curve curve(String field) {
    return Curve.of(metrics, field, MAX_POINTS);
  }

  private void loss() {
    Curve training = curve("loss");
    Curve heldOut = curve("validation_loss");
    if (training.isEmpty() && heldOut.isEmpty()) {
      page.card(Place.LEFT, "Loss", "No step was measured.");
      return;
    }
    Chart chart =
        Chart.lines("Loss over steps, in nats per token")
            .axes("step", "nats per token")
            .curve("training", Color.MAIN, training.points())
            .curve("held out", Color.SECOND, heldOut.points());
    DataTable table = DataTable.words("Measured on").numbers("Step", "Nats per token");
    training.points().forEach(point -> table.row("training", point.x(), point.y()));
    heldOut.points().forEach(point -> table.row("held out", point.x(), point.y()));
    page.chart(
        Place.LEFT, "Loss", "Nats per token." + training.note(), chart, new Fold("Table", table));
  }

  private void heldOut() {
    Curve heldOut = curve("validation_bits_per_byte");
    if (heldOut.isEmpty()) {
      page.card(Place.RIGHT, "Held-out bits per byte", "No held-out document was measured.");
      return;
    }
    double unigram = summary.path("unigram_entropy_bits_per_byte").asDouble(Double.NaN);
    Chart chart =
        Chart.lines("Held-out bits per byte over steps, and the unigram entropy")
            .axes("step", "bits per byte")
            .curve("held out", Color.SECOND, heldOut.points())
            .reference("unigram entropy", unigram);
    DataTable table = DataTable.words().numbers("Step", "Bits per byte");
    heldOut.points().forEach(point -> table.row(point.x(), point.y()));
    page.chart(
        Place.RIGHT,
        "Held-out bits per byte",
        "The unigram entropy is what a model reaches that knows only how often each byte comes."
            + heldOut.note(),
        chart,
        new Fold("Table", table));
  }

  private void single(Place place, String heading, String field, String unit) {
    Curve curve = curve(field);
    if (curve.isEmpty()) {
      return;
    }
    Chart chart =
        Chart.lines(heading + " over steps")
            .axes("step", unit)
            .fromZero()
            .curve(unit, Color.THIRD, curve.points());
    DataTable table = DataTable.words().numbers("Step", unit);
    curve.points().forEach(point -> table.row(point.x(), point.y()));
    page.chart(place, heading, curve.note().strip(), chart, new Fold("Table", table));
  }

  private record Language(String label, double bitsPerByte) {}

  /** Of the last measurement that tells languages apart. */
  private void heldOutByLanguage() {
    List<Language> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : lastByLanguage().properties()) {
      rows.add(new Language(entry.getKey(), entry.getValue().asDouble(Double.NaN)));
    }
    if (rows.isEmpty()) {
      return;
    }
    rows.sort(Comparator.comparingDouble(Language::bitsPerByte).reversed());
    List<Language> top = rows.stream().limit(MAX_LANGUAGE_BARS).toList();
    Chart chart =
        Chart.bars(
                "Held-out bits per byte by language at the end",
                top.stream().map(Language::label).toList(),
                top.stream().map(row -> Figures.decimal(row.bitsPerByte(), 3)).toList())
            .axes("bits per byte", "")
            .values(
                "bits per byte", Color.SECOND, top.stream().map(Language::bitsPerByte).toList());
    DataTable table = DataTable.words("Language", "Name").numbers("Bits per byte");
    rows.forEach(row -> table.row(row.label(), LanguageNames.of(row.label()), row.bitsPerByte()));
    page.chart(
        Place.RIGHT,
        "Held-out bits per byte by language",
        "At the end." + (top.size() < rows.size() ? " The " + top.size() + " highest." : ""),
        chart,
        new Fold("All languages", table));
  }

  private JsonNode lastByLanguage() {
    String field = "validation_bits_per_byte_by_language";
    JsonNode last = summary.path(field);
    for (JsonNode line : metrics) {
      last = summary.path(field).isObject() || !line.has(field) ? last : line.path(field);
    }
    return last;
  }
}
