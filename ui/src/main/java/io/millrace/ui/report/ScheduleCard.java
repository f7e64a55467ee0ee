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

/** One measured step of a pipeline schedule, as a Gantt chart. */
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

  private ScheduleCard() {}

  /**
   * @param schedule of a summary; nothing is added if it has no rows
   */
  static void write(Page page, JsonNode schedule) {
    JsonNode rows = schedule.path("rows");
    if (rows.isEmpty()) {
      return;
    }
    List<String> labels = new ArrayList<>();
    Map<Kind, ArrayNode> spans = new EnumMap<>(Kind.class);
    DataTable table = DataTable.words("Stage", "Action").numbers("Start, ms", "End, ms");
    double end = 0;
    double busy = 0;
    for (JsonNode row : rows) {
      String label = "stage " + row.path("stage").asText() + " · " + row.path("device").asText();
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
        table.row(label, name, Figures.decimal(from, 1), Figures.decimal(to, 1));
        end = Math.max(end, to);
        busy += to - from;
      }
      labels.add(label);
    }
    Chart chart =
        Chart.gantt("What each stage did when in one measured step", labels)
            .axes("milliseconds", "");
    spans.forEach((kind, of) -> chart.spans(kind.words, kind.color, of));
    page.chart(
        Place.ACROSS,
        "Schedule: one measured step",
        schedule.path("name").asText()
            + ", "
            + rows.size()
            + " stages, "
            + Figures.count(schedule.path("micro_batches"))
            + " micro-batches; "
            + Figures.decimal(end, 0)
            + " ms, of which the stages were idle "
            + Figures.percent(rows.size() * end - busy, rows.size() * end)
            + ".",
        chart,
        new Fold("Table", table));
  }
}
