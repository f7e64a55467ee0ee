package io.millrace.transforms.boilerplate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.Document;
import io.millrace.transforms.share.Hash128;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SitePageTest {
  private static final SitePage MENU = page("https://a.example/", "Menu");

  @Test
  void hostsAreComparedInLowerCaseWithoutPorts() {
    assertThat(page("https://A.Example:8080/x?y", "").host()).isEqualTo("a.example");
    assertThat(page("https://a.example/bad|path", "").host()).isEqualTo("a.example");
  }

  @Test
  void anAddressWithoutAHostIsASiteOfItsOwn() {
    assertThat(page("/one", "").host()).isEqualTo("/one");
    assertThat(page("/one", "").site()).isNotEqualTo(page("/two", "").site());
  }

  @Test
  void aLineIsOfItsHost() {
    assertThat(MENU.lines())
        .isEqualTo(page("http://A.example/2", "Menu").lines())
        .isNotEqualTo(page("https://b.example/", "Menu").lines());
  }

  @Test
  void blanksAtEitherEndMakeNoOtherLine() {
    assertThat(page("https://a.example/", " Menu\n\tMenu \nMenu").lines())
        .isEqualTo(MENU.lines())
        .hasSize(1);
  }

  @Test
  void caseAndDigitsMakeAnotherLine() {
    assertThat(page("https://a.example/", "Article 1\nArticle 2\narticle 2").lines()).hasSize(3);
  }

  @Test
  void whatHasNoLetterIsNoLine() {
    assertThat(page("https://a.example/", "}\n\n* * *\n1,250\n٣٤").lines()).isEmpty();
    assertThat(page("https://a.example/", "目\n𐐷").lines()).hasSize(2);
  }

  @Test
  void removesEveryOccurrenceOfALineAndNothingElse() {
    assertThat(without("Menu\nOne mill.\n  Menu\nTwo mills.\nMenu"))
        .isEqualTo("One mill.\nTwo mills.");
    assertThat(without("Menus\nOne mill.\nMenu 2")).isEqualTo("Menus\nOne mill.\nMenu 2");
  }

  @Test
  void theTextEndsInALineFeedOnlyIfItDid() {
    assertThat(without("a\n\nMenu\nb\n")).isEqualTo("a\n\nb\n");
    assertThat(without("a\nMenu")).isEqualTo("a");
    assertThat(without("Menu")).isEmpty();
    assertThat(without("Menu\n")).isEmpty();
    assertThat(without("")).isEmpty();
  }

  private static String without(String text) {
    Set<Hash128> menu = MENU.lines();
    return page("https://a.example/1", text).without(menu::contains);
  }

  private static SitePage page(String url, String text) {
    return SitePage.of(Document.extracted("0".repeat(32), url, null, text, "crawl.warc.gz", 0));
  }
}
