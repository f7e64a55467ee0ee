package io.millrace.transforms.extract.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HintTableTest {
  @ParameterizedTest
  @CsvSource({
    "sidebarRight, SIDEBAR",
    "cookie-banner, COOKIE",
    "commentList, COMMENT",
    "site_footer, FOOTER",
    "main-nav, NAVIGATION",
    "entry-content, CONTENT",
    "relatedPosts2, RELATED",
    "ad, ADVERTISEMENT",
    "Über den Autor, AUTHOR_BOX"
  })
  void readsAHint(String value, Hint hint) {
    assertThat(hint.in(HintTable.shipped().match(value))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"header-bar, ADVERTISEMENT", "download, ADVERTISEMENT", "navy-blue, HEADER"})
  void readsNoHintWithinAnotherWord(String value, Hint hint) {
    assertThat(hint.in(HintTable.shipped().match(value))).isFalse();
  }

  @Test
  void readsSeveralHintsThatOverlap() {
    int hints = HintTable.shipped().match("article-footer-share");
    assertThat(Hint.FOOTER.in(hints)).isTrue();
    assertThat(Hint.SHARE.in(hints)).isTrue();
  }

  @Test
  void saysNothingOfNamesWithoutMeaning() {
    assertThat(HintTable.shipped().match("jsx-559134781 x7 \uD83D\uDE00 กขค")).isZero();
  }

  @Test
  void normalizesCaseAndSeparators() {
    assertThat(HintTable.normalize("relatedPosts box2")).isEqualTo("-related-posts-box-");
    assertThat(HintTable.normalize("")).isEqualTo("-");
    assertThat(HintTable.normalize("x".repeat(1000))).hasSize(302);
  }
}
