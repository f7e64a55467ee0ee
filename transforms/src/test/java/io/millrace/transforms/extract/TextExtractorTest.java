package io.millrace.transforms.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextExtractorTest {
  private static final String PROSE =
      "The miller opened the sluice before dawn, and by the time the carts arrived the wheel had"
          + " been turning for two hours, slowly at first, then at its proper pace.";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TextExtractor extractor = new TextExtractor(ExtractionOptions.defaults());
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @Test
  void readsTitleAndDateFromMetaElements() {
    Extraction extraction =
        extract(
            "<head><title>Site</title><meta property=og:title content='The mill'>"
                + "<meta name=DC.Date content=20190507></head><p>"
                + PROSE);
    assertThat(extraction.title()).isEqualTo("The mill");
    assertThat(extraction.published()).isEqualTo(LocalDate.of(2019, 5, 7));
  }

  @Test
  void readsTitleAndDateFromLinkedData() {
    Extraction extraction =
        extract(
            "<script type='application/ld+json'>{\"@graph\":[{\"headline\":\"The mill\","
                + "\"datePublished\":\"2020-02-29T10:00:00Z\"}]}</script><p>"
                + PROSE);
    assertThat(extraction.title()).isEqualTo("The mill");
    assertThat(extraction.published()).isEqualTo(LocalDate.of(2020, 2, 29));
  }

  @Test
  void givesAllThatAPageShowsWhereNothingIsToBeSelected() {
    TextExtractor whole = new TextExtractor(ExtractionOptions.defaults().withoutSelection());
    String html =
        "<title>Mill</title><nav><a href=/>Home</a></nav><div class=cookie-banner>We use cookies</div>"
            + "<script>hidden()</script><article><h1>The mill</h1><p>By the river.</p></article>"
            + "<div class=comments><p>Nice!</p></div><footer>Imprint</footer>";

    assertThat(whole.extract(html, "").text())
        .isEqualTo("Home\nWe use cookies\nThe mill\nBy the river.\nNice!\nImprint");
  }

  @Test
  void readsTitleAndDateFromHeadingAndTimeElement() {
    Extraction extraction =
        extract(
            "<h1>The <i>mill</i></h1><time datetime='2021-01-31 08:00'>31 Jan</time><p>" + PROSE);
    assertThat(extraction.title()).isEqualTo("The mill");
    assertThat(extraction.published()).isEqualTo(LocalDate.of(2021, 1, 31));
  }

  @Test
  void ignoresDatesThatAreNone() {
    assertThat(extract("<meta name=date content=2021-02-30><p>" + PROSE).published()).isNull();
    assertThat(extract("<meta name=date content='last May'><p>" + PROSE).published()).isNull();
    assertThat(extract("<script type='application/ld+json'>{\"datePublished\":").published())
        .isNull();
  }

  @Test
  void takesTheDeclaredArticleBodyWhereThePageShowsNone() {
    String html =
        "<script type='application/ld+json'>{\"articleBody\":\"<p>%s</p>\"}</script><div id=app></div>";
    assertThat(extract(String.format(Locale.ROOT, html, PROSE)).text()).isEqualTo(PROSE);
  }

  @Test
  void findsNothingInNavigationAlone() {
    String links = "<li><a href=/a>Home</a><li><a href=/b>About us</a><li><a href=/c>Contact</a>";
    assertThat(extract("<nav><ul>" + links + "</ul></nav>").text()).isEmpty();
    assertThat(extract("<div><ul>" + links + "</ul></div>").text()).isEmpty();
    assertThat(extract("").text()).isEmpty();
  }

  @Test
  void extractsTheSameWhateverTheDefaultLocale() {
    String html = "<DIV ID=SIDEBAR-LIST><P>" + PROSE + "</DIV><ARTICLE><P>" + PROSE + "</ARTICLE>";
    String text = extract(html).text();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    assertThat(extract(html).text()).isEqualTo(text);
  }

  @Test
  void survivesAHundredThousandNestedElements() {
    for (String tag : new String[] {"div", "span", "ul><li", "blockquote"}) {
      String html = ("<" + tag + ">").repeat(100_000) + "<p>" + PROSE;
      Extraction extraction = assertTimeoutPreemptively(PATIENCE, () -> extract(html));
      assertThat(extraction.text()).as(tag).isEqualTo(PROSE);
    }
  }

  @Test
  void takesHugePagesInItsStride() {
    String paragraphs = ("<div class='text'><p>" + PROSE + "</p></div>").repeat(30_000);
    String oneLine = "<p>" + PROSE.repeat(30_000);
    String links = "<a href=/x>x</a> ".repeat(100_000);
    for (String html : new String[] {paragraphs, oneLine, links}) {
      Extraction extraction = assertTimeoutPreemptively(PATIENCE, () -> extract(html));
      assertThat(extraction.text().length()).isLessThan(html.length());
    }
  }

  @Test
  void givesASubsequenceOfTheVisibleTextHoweverBrokenTheMarkup() {
    String page =
        "<html><head><title>Mill</title></head><body class=x><nav><a href=/>Home</a></nav>"
            + "<article><h1>Mill</h1><p>"
            + PROSE
            + "</p><table><tr><td>1</td><td>wheel &amp; axle</td></tr></table><pre>a\n  b</pre>"
            + "<ul><li>one<li>two</ul></article><div id=comments><p>Nice!</p></div></body></html>";
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      String html = mutate(page, random);
      String text = extract(html).text();
      assertThat(isSubsequence(visible(text), visible(Jsoup.parse(html).wholeText())))
          .as(html)
          .isTrue();
    }
  }

  private static String mutate(String page, Random random) {
    StringBuilder html = new StringBuilder(page);
    for (int change = 0; change < 6; change++) {
      int from = random.nextInt(html.length());
      int to = Math.min(html.length(), from + random.nextInt(12));
      switch (random.nextInt(3)) {
        case 0 -> html.delete(from, to);
        case 1 -> html.insert(from, html.substring(from, to));
        default -> html.setCharAt(from, "<>/\"'&= \u0000".charAt(random.nextInt(9)));
      }
    }
    return html.toString();
  }

  private static String visible(String text) {
    return text.replaceAll("[\\s\\p{Z}\\p{C}]+", "");
  }

  private static boolean isSubsequence(String part, String whole) {
    int matched = 0;
    for (int i = 0; i < whole.length() && matched < part.length(); i++) {
      matched += whole.charAt(i) == part.charAt(matched) ? 1 : 0;
    }
    return matched == part.length();
  }

  private Extraction extract(String html) {
    return extractor.extract(html, "http://example.org/");
  }
}
