package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.table.Table;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * The tables that end {@code rebalance}: its stages, and what each language was to have and got.
 */
public final class MixtureTable {
  private MixtureTable() {}

  /**
   * @param summary the contents of the run's summary
   * @return a line a stage, then a line a language, those first that were to have the most tokens;
   *     of a mixture of several phases each is followed by a line a phase
   */
  public static String of(JsonNode summary) {
    Table table =
        new Table(
            "language",
            "phase",
            "tokens found",
            "planned",
            "achieved",
            "epochs",
            "sampling rate",
            "tokens a byte");
    summary.path("languages").properties().stream()
        .sorted(
            Comparator.comparingLong(MixtureTable::plannedTokens)
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .forEach(language -> addRows(table, language.getKey(), language.getValue()));
    return SummaryTable.of(summary) + "\n" + table;
  }

  private static long plannedTokens(Map.Entry<String, JsonNode> language) {
    return language.getValue().path("planned_tokens").asLong();
  }

  private static void addRows(Table table, String language, JsonNode node) {
    String tokensPerByte =
        String.format(Locale.ROOT, "%.3f", node.path("tokens_per_byte").asDouble());
    addRow(table, language, "all", node, node.path("tokens").asLong(), tokensPerByte);
    for (JsonNode phase : node.path("phases")) {
      addRow(table, "", phase.path("phase").asText(), phase, "", "");
    }
  }

  private static void addRow(
      Table table,
      String language,
      String phase,
      JsonNode node,
      Object tokens,
      String tokensPerByte) {
    table.row(
        language,
        phase,
        tokens,
        node.path("planned_tokens").asLong(),
        node.path("achieved_tokens").asLong(),
        node.path("epochs").asDouble(),
        String.format(Locale.ROOT, "%.2f%%", 100 * node.path("sampling_rate").asDouble()),
        tokensPerByte);
  }
}
