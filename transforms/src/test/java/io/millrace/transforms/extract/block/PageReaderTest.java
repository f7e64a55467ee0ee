package io.millrace.transforms.extract.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class PageReaderTest {
  @Test
  void cutsTextIntoBlocksAsABrowserSetsIt() {
    assertThat(texts("<p>one <b>two</b><p>three<ul><li>four<li>five</ul>six<div>seven</div>"))
        .containsExactly("one two", "three", "four", "five", "six", "seven");
  }

  @Test
  void collapsesBlanksButNotInPreformattedText() {
    assertThat(texts("<p> a \n\t b&nbsp;&#x3000;c </p><pre>  x\n    y\n</pre>"))
        .containsExactly("a b c", "  x\n    y");
  }

  @Test
  void endsABlockAtTwoLineBreaks() {
    assertThat(texts("<td>a<br>b<br><br>c<br> <br>d")).containsExactly("a\nb", "c", "d");
  }

  @Test
  void keepsZeroWidthSpacesAndDropsSoftHyphens() {
    assertThat(texts("<p>ខ្មែរ\u200Bអក្សរ<p>hy\u00ADphen"))
        .containsExactly("ខ្មែរ\u200Bអក្សរ", "hyphen");
  }

  @Test
  void leavesOutScriptsStylesAndControls() {
    assertThat(
            texts(
                "<p>a<script>b</script><style>c</style><noscript>d</noscript></p>"
                    + "<select><option>e</select><textarea>f</textarea><button>g</button><svg><text>h"
                    + "</text></svg><!-- i --><template>j</template>"))
        .containsExactly("a");
  }

  @Test
  void measuresLinksAndBoldText() {
    List<Block> blocks =
        read("<p>see <a href=/x>there</a><p><b>all bold</b><p><a name=y>no link</a>");
    assertThat(blocks.get(0).linkWidth).isEqualTo(5);
    assertThat(blocks.get(0).bold).isFalse();
    assertThat(blocks.get(1).bold).isTrue();
    assertThat(blocks.get(2).linkWidth).isZero();
  }

  @Test
  void inheritsHintsFromEnclosingElementsButNotFromThoseAroundMostProse() {
    String prose =
        "Long enough to be taken for prose, because it is far more than eighty columns wide. ";
    List<Block> blocks =
        read(
            "<div class='page with-sidebar'><div><p>"
                + prose.repeat(3)
                + "</div><div class=sidebar><p>"
                + prose
                + "</div></div>");
    assertThat(Hint.SIDEBAR.in(blocks.get(0).container.hints)).isFalse();
    assertThat(Hint.SIDEBAR.in(blocks.get(1).container.hints)).isTrue();
  }

  @Test
  void givesTheHintsOfAnInlineElementOnlyToTextThatLiesInItEntirely() {
    List<Block> blocks =
        read("<p><span class=share>Share</span><p><span class=share>Share</span> and more");
    assertThat(Hint.SHARE.in(blocks.get(0).inlineHints)).isTrue();
    assertThat(Hint.SHARE.in(blocks.get(1).inlineHints)).isFalse();
  }

  @Test
  void sumsBlocksOverContainers() {
    Page page = PageReader.read(Jsoup.parse("<div><p>ab<p>cd</div><div>ef</div>"));
    Container body = page.containers.get(0);
    Container first = page.containers.get(1);
    assertThat(body.width).isEqualTo(6);
    assertThat(first.width).isEqualTo(4);
    assertThat(first.firstBlock).isZero();
    assertThat(first.endBlock).isEqualTo(2);
  }

  private static List<Block> read(String html) {
    return PageReader.read(Jsoup.parse(html)).blocks;
  }

  private static List<String> texts(String html) {
    return read(html).stream().map(block -> block.text).toList();
  }
}
