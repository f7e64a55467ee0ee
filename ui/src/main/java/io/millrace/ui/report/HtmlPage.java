package io.millrace.ui.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A page that needs nothing but itself: styles and drawings inside, no script, no request. */
final class HtmlPage {
  private final StringBuilder body = new StringBuilder();
  private final String title;

  HtmlPage(String title) {
    this.title = title;
    body.append("<h1>").append(Html.escape(title)).append("</h1>\n");
  }

  /** A paragraph beside the main matter. */
  HtmlPage note(String text) {
    body.append("<p class=\"note\">").append(Html.escape(text)).append("</p>\n");
    return this;
  }

  /** Starts a section. */
  HtmlPage section(String heading) {
    body.append("<h2>").append(Html.escape(heading)).append("</h2>\n");
    return this;
  }

  /** A row of headline figures: value, then what it is. */
  HtmlPage figures(List<Figure> figures) {
    body.append("<div class=\"figures\">");
    for (Figure figure : figures) {
      body.append("<div class=\"figure\"><b>")
          .append(Html.escape(figure.value()))
          .append("</b><span>")
          .append(Html.escape(figure.label()))
          .append("</span></div>");
    }
    body.append("</div>\n");
    return this;
  }

  /** A headline figure. */
  record Figure(String value, String label) {}

  /** A drawing that {@link Charts} made. */
  HtmlPage chart(String markup) {
    body.append(markup).append('\n');
    return this;
  }

  /**
   * A table; numbers to the right.
   *
   * @param header the columns' names
   * @param rows cells: numbers or text
   */
  HtmlPage table(List<String> header, List<List<Object>> rows) {
    body.append("<div class=\"scroll\"><table><thead><tr>");
    header.forEach(name -> body.append("<th>").append(Html.escape(name)).append("</th>"));
    body.append("</tr></thead><tbody>\n");
    for (List<Object> row : rows) {
      body.append("<tr>");
      for (Object cell : row) {
        body.append(cell instanceof Number ? "<td class=\"n\">" : "<td>")
            .append(Html.escape(print(cell)))
            .append("</td>");
      }
      body.append("</tr>\n");
    }
    body.append("</tbody></table></div>\n");
    return this;
  }

  /** A table that is shown when asked for. */
  HtmlPage foldedTable(String summary, List<String> header, List<List<Object>> rows) {
    body.append("<details><summary>").append(Html.escape(summary)).append("</summary>\n");
    table(header, rows);
    body.append("</details>\n");
    return this;
  }

  /** Whole numbers with thousands separators, others with up to three decimals. */
  static String print(Object cell) {
    if (cell instanceof Double || cell instanceof Float) {
      return String.format(Locale.ROOT, "%,.3f", ((Number) cell).doubleValue());
    }
    return cell instanceof Number number
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : String.valueOf(cell);
  }

  /** The whole page. */
  String html() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        %s</body>
        </html>
        """
        .formatted(Html.escape(title), css(), body);
  }

  private static String css() {
    try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
