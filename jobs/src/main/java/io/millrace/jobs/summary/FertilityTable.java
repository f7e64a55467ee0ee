package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ui.table.Table;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** The tables that end {@code tokenizer}: its stages, and what each language pays. */
public final class FertilityTable {
  private FertilityTable() {}

  /**
   * @param summary the contents of the run's summary
   * @return a line a stage, then a line a language, those first that need the most tokens for a
   *     byte
   */
  public static String of(JsonNode summary) {
    Table table =
        new Table(
            "language", "documents", "bytes", "words", "tokens", "tokens a byte", "bytes a token");
    summary.path("languages").properties().stream()
        .sorted(
            Comparator.comparingDouble(FertilityTable::tokensPerByte)
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .forEach(language -> addRow(table, language.getKey(), language.getValue()));
    return SummaryTable.of(summary)
        + "\n"
        + table
        + String.format(
            Locale.ROOT, "\nvocabulary of %,d ids\n", summary.path("vocabulary_size").asInt());
  }

  private static double tokensPerByte(Map.Entry<String, JsonNode> language) {
    return language.getValue().path("tokens_per_byte").asDouble();
  }

  private static void addRow(Table table, String language, JsonNode node) {
    table.row(
        language,
        node.path("documents").asLong(),
        node.path("bytes").asLong(),
        node.path("words").asLong(),
        node.path("tokens").asLong(),
        String.format(Locale.ROOT, "%.3f", node.path("tokens_per_byte").asDouble()),
        node.path("bytes_per_token").asDouble());
  }
}
