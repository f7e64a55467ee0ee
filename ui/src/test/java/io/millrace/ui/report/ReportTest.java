package io.millrace.ui.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String CURATE =
      """
      {"command":"curate","run_id":"run-1","seconds":12.5,
       "stages":[{"stage":"read","in":20,"kept":12,"dropped":{"not_html":7},"dead_lettered":1,"seconds":0.5,"bytes":0},
                 {"stage":"quality","in":12,"kept":9,"dropped":{"short":3},"dead_lettered":0,"seconds":1.25,"bytes":123456}],
       "languages":{"deu_Latn":{"before":8,"documents":7,"bytes":100000,"dropped":{}},
                    "tha_Thai":{"before":4,"documents":2,"bytes":23456,"dropped":{}}},
       "text_lengths":[{"from":512,"to":1024,"documents":9}]}
      """;
  private static final String REBALANCE =
      """
      {"command":"rebalance","run_id":"run-2","seconds":9.1,"stages":[],
       "languages":{"deu_Latn":{"documents":7,"bytes":100,"tokens":107,"planned_tokens":60,"achieved_tokens":64,"epochs":0.6,"tokens_per_byte":1.07}},
       "splits":{"train":{"sequences":7,"tokens":64,"bytes":60},"validation":{"sequences":1,"tokens":9,"bytes":8}}}
      """;
  private static final String TRAIN =
      """
      {"command":"train","run_id":"run-3","seconds":60,"steps":2,"tokens_per_second":1234.5,
       "validation_bits_per_byte":2.5,"unigram_entropy_bits_per_byte":4.75,
       "schedule":{"name":"gpipe","rows":[{"stage":0,"device":"CPU:0","actions":[{"action":"F0","start_seconds":0,"end_seconds":0.01}]},
                                          {"stage":1,"device":"CPU:1","actions":[{"action":"B0","start_seconds":0.01,"end_seconds":0.03}]}]}}
      """;
  private static final List<String> METRICS =
      List.of(
          "{\"step\":1,\"loss\":5.5,\"tokens_per_second\":1000}",
          "{\"step\":2,\"loss\":4.5,\"tokens_per_second\":1400}",
          "{\"step\":2,\"validation_bits_per_byte\":2.5}");

  /** Anything that makes a browser ask for something. */
  private static final Pattern OUTSIDE =
      Pattern.compile(
          "https?://|\\bsrc\\s*=|url\\(|@import|<link|<script|<iframe", Pattern.CASE_INSENSITIVE);

  @Test
  void theDemoShowsLanguagesDropReasonsLossAndSchedule() {
    String html = demo();

    assertThat(html)
        .contains("deu_Latn", "7 of 8", "read: not_html", "quality: short")
        .contains("<polyline class=\"first\" points=\"384.0,")
        .contains("unigram entropy of the training bytes")
        .contains("<rect class=\"F\"", "<rect class=\"B\"", "<title>B0, 20.0 ms</title>");
  }

  @Test
  void noReportNamesAnythingOutside() {
    for (String html :
        List.of(
            demo(),
            Report.curate(json(CURATE), json("{}")),
            Report.rebalance(json(REBALANCE), json("{}")))) {
      assertThat(OUTSIDE.matcher(html).results().map(match -> match.group())).isEmpty();
    }
  }

  @Test
  void whatItShowsIsEscaped() {
    String hostile = "</style><script>alert('x')</script>\\\"><img onerror=x>";
    String summary = CURATE.replace("deu_Latn", hostile).replace("not_html", hostile);

    String html =
        Report.curate(json(summary), json("{\"options\":{\"input\":\"" + hostile + "\"}}"));

    assertThat(html).doesNotContain("<script", "<img").contains("&lt;script&gt;");
  }

  @Test
  void aRunWithoutDocumentsSaysSo() {
    String html = Report.curate(json("{\"stages\":[],\"languages\":{}}"), json("{}"));

    assertThat(html).contains("No document was identified.");
  }

  @Test
  void aRunWithoutMetricsIsStillDrawn() {
    assertThat(Report.train(json("{}"), json("{}"), List.of())).endsWith("</html>\n");
  }

  @Test
  void theLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      String root = demo();
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(demo()).isEqualTo(root);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String demo() {
    return Report.demo(
        json(CURATE),
        json(REBALANCE),
        json(TRAIN),
        METRICS.stream().map(ReportTest::json).toList());
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
