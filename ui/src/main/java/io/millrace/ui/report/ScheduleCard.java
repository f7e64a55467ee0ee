package io.millrace.ui.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.ui.report.page.Chart;
import io.millrace.ui.report.page.Chart.Color;
import io.millrace.ui.report.page.DataTable;
import io.millrace.ui.report.page.Figures;
import io.millrace.ui.report.page.Page;
import io.millrace.ui.report.page.Page.Fold;
import io.millrace.ui.report.page.Page.Place;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One step of a pipeline schedule, as predicted and as measured, as a Gantt chart. */
final class ScheduleCard {
  private enum Kind {
    FORWARD("forward", Color.MAIN),
    BACKWARD("backward", Color.SECOND),
    RECOMPUTE("recompute", Color.THIRD),
    OTHER("other", Color.MUTED);

    private final String words;
    private final Color color;

    Kind(String words, Color color) {
      this.words = words;
      this.color = color;
    }

    /** By the letter of an action such as {@code F0}, or {@code 2F0} with its stage in front. */
    static Kind of(String action) {
      String letters = action.replaceAll("[^A-Z]", "");
      return switch (letters) {
        case "F" -> FORWARD;
        case "B" -> BACKWARD;
        case "R" -> RECOMPUTE;
        default -> OTHER;
      };
    }
  }

  private final List<String> labels = new ArrayList<>();
  private final Map<Kind, ArrayNode> spans = new EnumMap<>(Kind.class);
  private final DataTable table =
      DataTable.words("Times", "Stage", "Action").numbers("Start, ms", "End, ms");

  private ScheduleCard() {}

  /**
   * Adds the card; nothing if no step was measured.
   *
   * @param predicted the schedule as the simulator expected it, as a summary has it; may be missing
   * @param measured the same step as it ran
   */
  static void write(Page page, JsonNode predicted, JsonNode measured) {
    if (measured.path("rows").isEmpty()) {
      return;
    }
    boolean isPredicted = !predicted.path("rows").isEmpty();
    ScheduleCard card = new ScheduleCard();
    if (isPredicted) {
      card.rows("predicted", predicted.path("rows"));
    }
    card.rows("measured", measured.path("rows"));
    Chart chart =
        Chart.gantt(
                isPredicted
                    ? "What each stage did when in one step, as predicted and as measured"
                    : "What each stage did when in one measured step",
                card.labels)
            .axes("milliseconds", "");
    card.spans.forEach((kind, of) -> chart.spans(kind.words, kind.color, of));
    page.chart(
        Place.ACROSS,
        "Schedule: the last step",
        measured.path("name").asText()
            + ", "
            + measured.path("rows").size()
            + " stages, "
            + Figures.count(measured.path("micro_batches"))
            + " micro-batches; "
            + (isPredicted
                ? "predicted from the steps before: " + times(predicted.path("rows")) + "; "
                : "")
            + "measured: "
            + times(measured.path("rows"))
            + ".",
        chart,
        new Fold("Table", card.table));
  }

  private void rows(String times, JsonNode rows) {
    for (JsonNode row : rows) {
      String stage = "stage " + row.path("stage").asText() + " · " + row.path("device").asText();
      for (JsonNode action : row.path("actions")) {
        String name = action.path("action").asText();
        double from = 1000 * action.path("start_seconds").asDouble();
        double to = 1000 * action.path("end_seconds").asDouble();
        spans
            .computeIfAbsent(Kind.of(name), kind -> JsonNodeFactory.instance.arrayNode())
            .add(
                JsonNodeFactory.instance
                    .objectNode()
                    .put("row", labels.size())
                    .put("name", name)
                    .put("start", from)
                    .put("end", to));
        table.row(times, stage, name, Figures.decimal(from, 1), Figures.decimal(to, 1));
      }
      labels.add(times + " · " + stage);
    }
  }

  /** How long the rows take, and what part of that they are idle. */
  private static String times(JsonNode rows) {
    double end = 0;
    double busy = 0;
    for (JsonNode row : rows) {
      for (JsonNode action : row.path("actions")) {
        double to = 1000 * action.path("end_seconds").asDouble();
        end = Math.max(end, to);
        busy += to - 1000 * action.path("start_seconds").asDouble();
      }
    }
    return Figures.decimal(end, 0)
        + " ms, of which the stages are idle "
        + Figures.percent(rows.size() * end - busy, rows.size() * end);
  }
}
