package io.millrace.transforms.extract;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * Title, date and declared article body of a page, where they are plain to see: {@code meta}
 * elements, schema.org data (JSON-LD), {@code time}, {@code h1} and {@code title} elements.
 */
final class PageMetadata {
  private static final Set<String> DATE_NAMES =
      Set.of(
          "article:published_time",
          "datepublished",
          "date",
          "dc.date",
          "dcterms.date",
          "dc.date.issued",
          "dcterms.created",
          "dcterms.issued",
          "pubdate",
          "publishdate",
          "publish-date",
          "publish_date",
          "publication_date",
          "parsely-pub-date",
          "sailthru.date",
          "og:published_time",
          "citation_publication_date");

  private static final Pattern DATE =
      Pattern.compile("^\\s*(\\d{4})[-/.]?(\\d{2})[-/.]?(\\d{2})(?!\\d)");

  private final String title;
  private final LocalDate published;
  private final String articleBody;

  private PageMetadata(String title, LocalDate published, String articleBody) {
    this.title = title;
    this.published = published;
    this.articleBody = articleBody;
  }

  static PageMetadata of(Document document) {
    Finder finder = new Finder();
    NodeTraversor.filter(finder, document);
    LinkedData data = LinkedData.parse(finder.scripts);
    return new PageMetadata(
        firstNonEmpty(finder.socialTitle, data.headline(), finder.onlyHeading(), document.title()),
        firstDate(finder.metaDate, data.datePublished(), finder.timeElement),
        data.articleBody());
  }

  /** The title; empty if there is none. */
  String title() {
    return title;
  }

  /** The day of publication; null if the page does not say. */
  LocalDate published() {
    return published;
  }

  /** The text that schema.org data declare the article's; empty if they declare none. */
  String articleBody() {
    return articleBody;
  }

  private static String firstNonEmpty(String... candidates) {
    for (String candidate : candidates) {
      if (!candidate.isBlank()) {
        return candidate.strip();
      }
    }
    return "";
  }

  private static LocalDate firstDate(String... candidates) {
    for (String candidate : candidates) {
      LocalDate date = parseDate(candidate);
      if (date != null) {
        return date;
      }
    }
    return null;
  }

  /** The day at the beginning of an ISO 8601 date or time, hyphens optional; null if none. */
  static LocalDate parseDate(String text) {
    Matcher matcher = DATE.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    try {
      return LocalDate.of(
          Integer.parseInt(matcher.group(1)),
          Integer.parseInt(matcher.group(2)),
          Integer.parseInt(matcher.group(3)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Collects the elements that bear metadata, in one pass. */
  private static final class Finder implements NodeFilter {
    private final List<String> scripts = new ArrayList<>();
    private String socialTitle = "";
    private String metaDate = "";
    private String timeElement = "";
    private Element heading;
    private int headings;

    @Override
    public FilterResult head(Node node, int depth) {
      if (node instanceof Element element) {
        switch (element.normalName()) {
          case "meta" -> readMeta(element);
          case "time" ->
              timeElement = timeElement.isEmpty() ? element.attr("datetime") : timeElement;
          case "script" -> {
            if (element.attr("type").equalsIgnoreCase("application/ld+json")) {
              scripts.add(element.data());
            }
          }
          case "h1" -> {
            headings++;
            heading = element;
          }
          default -> {}
        }
      }
      return FilterResult.CONTINUE;
    }

    private void readMeta(Element meta) {
      String content = meta.attr("content");
      String name =
          firstNonEmpty(meta.attr("property"), meta.attr("name"), meta.attr("itemprop"))
              .toLowerCase(Locale.ROOT);
      if (socialTitle.isEmpty() && name.equals("og:title")) {
        socialTitle = content;
      } else if (metaDate.isEmpty() && DATE_NAMES.contains(name)) {
        metaDate = content;
      }
    }

    private String onlyHeading() {
      return headings == 1 ? heading.text() : "";
    }
  }
}
