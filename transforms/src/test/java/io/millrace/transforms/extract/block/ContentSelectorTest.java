package io.millrace.transforms.extract.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class ContentSelectorTest {
  private static final String PROSE =
      "<p>The miller opened the sluice before dawn, and by the time the carts arrived the wheel"
          + " had been turning for two hours, slowly at first.</p>";

  /** Keeps whatever no rule forbids. */
  private final ContentSelector lenient = new ContentSelector(0);

  /** Keeps nothing of its own accord. */
  private final ContentSelector strict = new ContentSelector(1);

  @Test
  void neverKeepsCookieNoticesCommentsAndNavigation() {
    String page =
        PROSE.repeat(2)
            + "<div class=cookie-notice>Accept our cookies.</div>"
            + "<div id=comments><p>I agree with every word of this.</p></div>"
            + "<nav>Where to go from here.</nav>";
    assertThat(select(lenient, page)).hasSize(2).allMatch(text -> text.startsWith("The miller"));
  }

  @Test
  void neverKeepsALoneLinkButLinkedItemsAndHeadings() {
    String page =
        PROSE
            + "<div><a href=/2>Next part »</a></div><h2><a href=/3>Wheels</a></h2>"
            + "<ul><li><a href=/4>Axles</a></ul>";
    assertThat(select(lenient, page)).contains("Wheels", "Axles").doesNotContain("Next part »");
  }

  @Test
  void neverKeepsWhatItsWordsAndItsNameBothCallSharing() {
    String page = PROSE + "<div class=sharing>Share on a network</div><div>Share the bread</div>";
    assertThat(select(lenient, page))
        .contains("Share the bread")
        .doesNotContain("Share on a network");
  }

  @Test
  void neverKeepsTheSitesNameAtTheEndOfTheTitle() {
    String page = "<title>Wheels - Old Mills</title><div>Old Mills</div><div>Wheels</div>" + PROSE;
    assertThat(select(lenient, page)).contains("Wheels").doesNotContain("Old Mills");
  }

  @Test
  void keepsNothingThatIsNotLikely() {
    assertThat(select(strict, "<title>Mills</title><h1>Mills</h1>" + PROSE)).isEmpty();
  }

  @Test
  void keepsTheTitleAndTheWholeTableOfWhatIsContent() {
    String page =
        "<title>Wheels of the valley</title><header class=page-header><h1>Wheels</h1></header><div>"
            + PROSE.repeat(3)
            + "<table><tr><td>breast wheel</td><td>7</td></tr><tr><td>the wheel of the upper mill,"
            + " which was moved here in 1912 when its own stream was led into a pipe.</td><td>2 m"
            + "</td></tr></table>"
            + PROSE.replace("dawn", "noon")
            + "</div>";
    assertThat(select(new ContentSelector(0.45), page))
        .contains("Wheels", "breast wheel", "7", "2 m");
  }

  private static List<String> select(ContentSelector selector, String html) {
    return selector.select(Jsoup.parse(html));
  }
}
