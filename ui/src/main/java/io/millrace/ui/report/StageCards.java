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

/** The funnel: what each stage of a job got and let through, in documents and in bytes. */
final class StageCards {
  private record Stage(
      String name, long in, long kept, long dead, long bytes, long bytesDropped, double seconds) {
    long dropped() {
      return in - kept - dead;
    }
  }

  private static final String READ = "read";

  private StageCards() {}

  /**
   * @param nodes the {@code stages} of a summary
   */
  static void write(Page page, JsonNode nodes) {
    List<Stage> stages = new ArrayList<>();
    for (JsonNode node : nodes) {
      stages.add(
          new Stage(
              node.path("stage").asText(),
              node.path("in").asLong(),
              node.path("kept").asLong(),
              node.path("dead_lettered").asLong(),
              node.path("bytes").asLong(),
              node.path("bytes_dropped").asLong(),
              node.path("seconds").asDouble()));
    }
    if (stages.stream().allMatch(stage -> stage.in() == 0)) {
      page.card(Place.ACROSS, "Stages", "Nothing entered a stage.");
      return;
    }
    documents(page, stages);
    bytes(page, stages);
  }

  private static void documents(Page page, List<Stage> stages) {
    List<String> names = stages.stream().map(Stage::name).toList();
    Chart chart =
        Chart.bars(
                "What entered each stage: kept, dropped, dead letters",
                names,
                stages.stream()
                    .map(stage -> Figures.count(stage.kept()) + " of " + Figures.count(stage.in()))
                    .toList())
            .axes("documents", "")
            .stacked()
            .values("kept", Color.MAIN, stages.stream().map(Stage::kept).toList())
            .values("dropped", Color.SECOND, stages.stream().map(Stage::dropped).toList())
            .values("dead letters", Color.BAD, stages.stream().map(Stage::dead).toList());
    DataTable table =
        DataTable.words("Stage")
            .numbers("In", "Kept", "Kept, %", "Dropped", "Dead letters", "Worker seconds");
    for (Stage stage : stages) {
      table.row(
          stage.name(),
          stage.in(),
          stage.kept(),
          Figures.percent(stage.kept(), stage.in()),
          stage.dropped(),
          stage.dead(),
          stage.seconds());
    }
    page.chart(
        Place.LEFT,
        "Documents by stage",
        "What entered, and what became of it.",
        chart,
        new Fold("Table", table));
  }

  private static void bytes(Page page, List<Stage> stages) {
    Chart chart =
        Chart.bars(
                "Bytes of what entered each stage: kept, dropped",
                stages.stream().map(Stage::name).toList(),
                stages.stream().map(stage -> Figures.bytes(stage.bytes())).toList())
            .axes("bytes", "")
            .inBytes()
            .stacked()
            .values("kept", Color.MAIN, stages.stream().map(Stage::bytes).toList())
            .values("dropped", Color.SECOND, stages.stream().map(Stage::bytesDropped).toList());
    DataTable table = DataTable.words("Stage").numbers("Bytes kept", "Bytes dropped");
    stages.forEach(stage -> table.row(stage.name(), stage.bytes(), stage.bytesDropped()));
    page.chart(
        Place.RIGHT,
        "Bytes by stage",
        "Of what each stage kept, and of what it dropped."
            + (stages.get(0).name().equals(READ)
                ? " Until text is extracted these are the bodies of pages, compression undone; of records that hold no page nothing is counted."
                : ""),
        chart,
        new Fold("Table", table));
  }
}
