package io.millrace.ui.report.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A page that needs nothing but itself: styles, scripts and data inside. Its content security
 * policy forbids every request and every script but the ones written here.
 */
public final class Page {
  private static final String STYLE = Resources.text("report.css");
  private static final String LIBRARY = ChartLibrary.script();
  private static final String SCRIPT = Resources.text("report.js");

  private final Html body = new Html();
  private final String title;
  private final String lead;
  private final List<Part> parts = new ArrayList<>();
  private Html left = new Html();
  private Html right = new Html();

  private record Part(String id, String heading) {}

  /** A headline figure: the value, what it is, and a word that puts it in proportion. */
  public record KeyFigure(String value, String label, String remark) {}

  /** Where on a wide screen a card goes; a narrow one shows the left column before the right. */
  public enum Place {
    LEFT,
    RIGHT,
    ACROSS
  }

  /** A table that is unfolded when asked for. */
  public record Fold(String name, DataTable table) {}

  /** A text of others, with a line that says what it is. */
  public record Excerpt(String note, String text) {}

  /** Texts that are unfolded when asked for. */
  public record Excerpts(String name, List<Excerpt> texts) {}

  /**
   * @param title the page's
   * @param lead the outcome in a line; may be empty
   */
  public Page(String title, String lead) {
    this.title = title;
    this.lead = lead;
  }

  /**
   * Starts a part of the page.
   *
   * @param id what links to it name
   * @param heading its title
   * @param note a line about it, such as which run it shows
   */
  public Page part(String id, String heading, String note) {
    endPart();
    parts.add(new Part(id, heading));
    body.open("section", "id", id).element("h2", heading);
    if (!note.isEmpty()) {
      body.element("p", note, "class", "note");
    }
    return this;
  }

  /** The figures to see first. */
  public Page keyFigures(KeyFigure... figures) {
    body.open("dl", "class", "figures");
    for (KeyFigure figure : figures) {
      body.open("div").element("dt", figure.label()).element("dd", figure.value());
      if (!figure.remark().isEmpty()) {
        body.element("dd", figure.remark(), "class", "remark");
      }
      body.close();
    }
    body.closeLine();
    return this;
  }

  /** A card with a chart and its numbers. */
  public Page chart(Place place, String heading, String lead, Chart chart, Fold... folds) {
    Html card = openCard(place, heading, lead);
    card.open("figure", "class", "chart").open("div", "class", "plot");
    card.open("canvas", "role", "img", "aria-label", chart.description()).close().close();
    card.data(chart.json()).closeLine();
    return closeCard(card, heading, folds);
  }

  /** A card of words and tables to unfold; of words alone where there is nothing to show. */
  public Page card(Place place, String heading, String words, Fold... folds) {
    return closeCard(openCard(place, heading, words), heading, folds);
  }

  /** A card with a table. */
  public Page table(Place place, String heading, String lead, DataTable table) {
    Html card = openCard(place, heading, lead);
    table.write(card, heading);
    return closeCard(card, heading);
  }

  /** A card with texts to unfold. */
  public Page excerpts(Place place, String heading, String lead, List<Excerpts> folds) {
    Html card = openCard(place, heading, lead);
    for (Excerpts fold : folds) {
      card.open("details").element("summary", fold.name());
      for (Excerpt excerpt : fold.texts()) {
        card.open("figure", "class", "excerpt").element("figcaption", excerpt.note());
        card.element("blockquote", excerpt.text(), "dir", "auto").closeLine();
      }
      card.closeLine();
    }
    return closeCard(card, heading);
  }

  private Html openCard(Place place, String heading, String lead) {
    if (place == Place.ACROSS) {
      endColumns();
    }
    Html card =
        switch (place) {
          case LEFT -> left;
          case RIGHT -> right;
          case ACROSS -> body;
        };
    card.open("article").element("h3", heading);
    if (!lead.isEmpty()) {
      card.element("p", lead);
    }
    return card;
  }

  private Page closeCard(Html card, String heading, Fold... folds) {
    for (Fold fold : folds) {
      String size = " (" + Figures.count(fold.table().size()) + ")";
      card.open("details").element("summary", fold.name() + size);
      fold.table().write(card, heading + ": " + fold.name());
      card.closeLine();
    }
    card.closeLine();
    return this;
  }

  private void endColumns() {
    if (!left.isEmpty() || !right.isEmpty()) {
      body.open("div", "class", "columns").text("\n");
      body.open("div").add(left).close().open("div").add(right).close().closeLine();
      left = new Html();
      right = new Html();
    }
  }

  private void endPart() {
    endColumns();
    if (!parts.isEmpty()) {
      body.closeLine();
    }
  }

  /** The whole page; nothing can be added after. */
  public String html() {
    endPart();
    Html html = new Html();
    html.open("html", "lang", "en").text("\n");
    head(html);
    html.open("body").text("\n").open("header").element("p", "Millrace", "class", "brand");
    html.element("h1", title);
    if (!lead.isEmpty()) {
      html.element("p", lead, "class", "lead");
    }
    navigation(html);
    html.closeLine();
    html.open("noscript")
        .element("p", "Charts need scripts; their numbers are in the table below each.")
        .closeLine();
    html.open("main").text("\n").add(body).closeLine();
    html.element(
        "footer",
        "Drawn from summary.json, manifest.json and metrics.jsonl. Charts: Chart.js, MIT.");
    html.text("\n").code("script", LIBRARY).code("script", SCRIPT).closeLine();
    return "<!DOCTYPE html>\n" + html.closeLine();
  }

  private void navigation(Html html) {
    if (parts.size() > 1) {
      html.open("nav", "aria-label", "Parts of this report");
      parts.forEach(part -> html.element("a", part.heading(), "href", "#" + part.id()));
      html.close();
    }
  }

  private void head(Html html) {
    String policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src '%s'; script-src '%s' '%s'"
            .formatted(hash(STYLE), hash(LIBRARY), hash(SCRIPT));
    html.open("head").text("\n");
    html.empty("meta", "charset", "utf-8").text("\n");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy).text("\n");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.text("\n");
    // Without an icon of its own a browser would ask the server for one.
    html.empty("link", "rel", "icon", "href", "data:,").text("\n");
    html.element("title", title).text("\n").code("style", STYLE).closeLine();
  }

  private static String hash(String code) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
