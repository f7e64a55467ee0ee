package io.millrace.ui.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML element by element. All text and every attribute's value is escaped for where it
 * stands, so no caller can forget to; tags always balance.
 */
public final class Html {
  private final StringBuilder markup = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param tag its name
   * @param attributes names and values in turn; a null value leaves the attribute away
   */
  public Html open(String tag, String... attributes) {
    tag(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Closes the element opened last. */
  public Html close() {
    markup.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes the element opened last and ends the line, so that the page's source can be read. */
  public Html closeLine() {
    close();
    markup.append('\n');
    return this;
  }

  /** An element that has no content and no end tag, such as {@code meta}. */
  public Html empty(String tag, String... attributes) {
    tag(tag, attributes);
    return this;
  }

  /** Text, escaped. */
  public Html text(String text) {
    markup.append(escape(text));
    return this;
  }

  /** An element that holds nothing but text. */
  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** What another writer wrote. */
  public Html add(Html other) {
    markup.append(other);
    return this;
  }

  /** JSON for a script to read: an element that is never run and that its content cannot end. */
  public Html data(JsonNode json) {
    markup
        .append("<script type=\"application/json\">")
        .append(escapeJson(json.toString()))
        .append("</script>");
    return this;
  }

  /**
   * The code of a {@code script} or the rules of a {@code style}, unescaped.
   *
   * @throws IllegalArgumentException if it holds what would end the element
   */
  public Html code(String tag, String code) {
    if (code.contains("</" + tag)) {
      throw new IllegalArgumentException("a " + tag + " element's content holds its own end tag");
    }
    open(tag);
    markup.append(code);
    return closeLine();
  }

  /** Whether nothing was written yet. */
  public boolean isEmpty() {
    return markup.isEmpty();
  }

  /** A JSON text in which no character means anything to an HTML parser. */
  static String escapeJson(String json) {
    return json.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** Text as it may stand in content and in quoted attributes alike. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * All that was written.
   *
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return markup.toString();
  }

  private void tag(String tag, String... attributes) {
    markup.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        markup.append(' ').append(attributes[i]).append("=\"");
        markup.append(escape(attributes[i + 1])).append('"');
      }
    }
    markup.append('>');
  }
}
