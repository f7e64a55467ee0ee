package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.table.Table;
import java.util.Locale;
import java.util.StringJoiner;

/** The short table that ends every job. */
public final class SummaryTable {
  private SummaryTable() {}

  /**
   * @param summary the contents of a {@code summary.json}
   * @return a line a stage
   */
  public static String of(JsonNode summary) {
    Table table =
        new Table("stage", "in", "kept", "dropped", "dead letters", "seconds", "dropped by reason");
    for (JsonNode stage : summary.path("stages")) {
      long dropped = 0;
      StringJoiner reasons = new StringJoiner(", ");
      for (var reason : stage.path("dropped").properties()) {
        dropped += reason.getValue().asLong();
        reasons.add(
            String.format(Locale.ROOT, "%s %,d", reason.getKey(), reason.getValue().asLong()));
      }
      table.row(
          stage.path("stage").asText(),
          stage.path("in").asLong(),
          stage.path("kept").asLong(),
          dropped,
          stage.path("dead_lettered").asLong(),
          stage.path("seconds").asDouble(),
          reasons);
    }
    return table.toString();
  }
}
