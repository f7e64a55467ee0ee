package io.millrace.jobs.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.ui.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What was found, in the order in which it is told: single facts, then groups of them and tables.
 */
public final class Findings {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode root = MAPPER.createObjectNode();

  /**
   * Adds a single fact.
   *
   * @param name in snake case
   * @param value a plain value; null is left out
   * @return this
   */
  Findings fact(String name, Object value) {
    if (value != null) {
      root.set(name, MAPPER.valueToTree(value));
    }
    return this;
  }

  /**
   * Adds a group of facts or, of a list of objects, a table; nothing if there are none.
   *
   * @param name in snake case
   * @param value a plain value or a tree
   * @return this
   */
  Findings part(String name, Object value) {
    JsonNode node = MAPPER.valueToTree(value);
    if (!node.isEmpty()) {
      root.set(name, node);
    }
    return this;
  }

  /** Adds all that other findings hold. */
  Findings all(Findings others) {
    root.setAll(others.root);
    return this;
  }

  /** As indented JSON. */
  public String toJson() {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }

  /**
   * As text for people.
   *
   * @param maxCellCharacters how much of a text a table shows
   */
  public String toText(int maxCellCharacters) {
    StringBuilder text = new StringBuilder();
    ObjectNode facts = MAPPER.createObjectNode();
    root.properties().stream()
        .filter(field -> !isPart(field.getValue()))
        .forEach(field -> facts.set(field.getKey(), field.getValue()));
    appendFacts(text, facts);
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (isPart(field.getValue())) {
        text.append('\n').append(words(field.getKey())).append("\n\n");
        if (field.getValue().isArray()) {
          text.append(table((ArrayNode) field.getValue(), maxCellCharacters));
        } else {
          appendFacts(text, (ObjectNode) field.getValue());
        }
      }
    }
    return text.toString();
  }

  private static boolean isPart(JsonNode node) {
    return node.isObject() || (node.isArray() && node.path(0).isObject());
  }

  private static void appendFacts(StringBuilder text, ObjectNode facts) {
    int width =
        facts.properties().stream().mapToInt(fact -> fact.getKey().length()).max().orElse(0);
    facts
        .properties()
        .forEach(
            fact ->
                text.append(words(fact.getKey()))
                    .append(" ".repeat(width - fact.getKey().length() + 2))
                    .append(printable(line(fact.getValue())))
                    .append('\n'));
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }

  /** A terminal obeys control characters; text from a crawl must not command it. */
  private static String printable(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  private static Table table(ArrayNode rows, int maxCellCharacters) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> row.fieldNames().forEachRemaining(columns::add));
    Table table = new Table(columns.stream().map(Findings::words).toArray(String[]::new));
    for (JsonNode row : rows) {
      List<Object> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(cell(row.path(column), maxCellCharacters)));
      table.row(cells.toArray());
    }
    return table;
  }

  private static Object cell(JsonNode value, int maxCharacters) {
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    if (value.isNumber()) {
      return value.decimalValue();
    }
    String text = printable(line(value));
    return text.codePointCount(0, text.length()) <= maxCharacters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, maxCharacters - 1)) + "…";
  }

  private static String line(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.isArray() && !isPart(value)) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining(", "));
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
