package io.millrace.ui.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void textAndAttributesAreEscaped() {
    Html html = new Html().element("td", "<b> & 'c'", "title", "\" onclick='x'>");

    assertThat(html.toString())
        .isEqualTo("<td title=\"&quot; onclick=&#39;x&#39;&gt;\">&lt;b&gt; &amp; &#39;c&#39;</td>");
  }

  @Test
  void anAttributeWithoutAValueIsLeftAway() {
    assertThat(new Html().element("td", "x", "class", null).toString()).isEqualTo("<td>x</td>");
  }

  @Test
  void jsonCannotEndItsElementAndReadsBackUnchanged() throws JsonProcessingException {
    String hostile = "</script><!--<script>&amp;\u2028\u2029";

    String html = new Html().data(TextNode.valueOf(hostile)).toString();

    String json = html.replaceAll("^<script type=\"application/json\">|</script>$", "");
    assertThat(json).doesNotContain("<", ">", "&", "\u2028", "\u2029");
    JsonNode read = new ObjectMapper().readTree(json);
    assertThat(read.asText()).isEqualTo(hostile);
  }

  @Test
  void codeThatWouldEndItsElementIsRefused() {
    assertThatThrownBy(() -> new Html().code("script", "let a = '</script>';"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("script");
  }

  @Test
  void anElementLeftOpenIsNoticed() {
    Html html = new Html().open("section").open("p").close();

    assertThatThrownBy(html::toString)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("section");
  }
}
