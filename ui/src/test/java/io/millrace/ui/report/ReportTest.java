package io.millrace.ui.report;

import static io.millrace.ui.report.RunSamples.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Pattern HEADING = Pattern.compile("<(h[1-3])>(.*?)</h[1-3]>");
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\">(.*?)</script>");
  private static final Pattern CODE = Pattern.compile("(?s)<(script|style)>(.*?)</(script|style)>");

  /** Anything that makes a browser ask somebody for something. */
  private static final Pattern OUTSIDE =
      Pattern.compile(
          "\\b(src|srcset|action|poster|data)\\s*=\\s*[\"']|href=\"(?!#|data:)|\\burl\\(|@import|<iframe"
              + "|sourceMappingURL|\\bfetch\\(|XMLHttpRequest|WebSocket|sendBeacon|\\bimport\\(",
          Pattern.CASE_INSENSITIVE);

  @TempDir Path folder;

  @Test
  void theReportOfAChainHasThePartsOfItsRuns() {
    List<String> headings =
        HEADING
            .matcher(RunSamples.chain(folder))
            .results()
            .map(match -> match.group(1) + " " + match.group(2))
            .toList();

    assertThat(headings)
        .containsExactly(
            "h1 From a crawl to a model",
            "h2 Curate",
            "h3 Documents by stage",
            "h3 Languages",
            "h3 Words of documents",
            "h3 Length of documents",
            "h3 Bytes by stage",
            "h3 Drop reasons",
            "h3 Dropped texts",
            "h3 Language scores",
            "h3 Duplicate clusters",
            "h3 How this came about",
            "h2 Rebalance",
            "h3 Documents by stage",
            "h3 Mixture",
            "h3 Bytes by stage",
            "h3 Splits",
            "h3 Tokens per byte",
            "h3 How this came about",
            "h2 Train",
            "h3 Loss",
            "h3 Held-out bits per byte",
            "h3 Schedule: the last step",
            "h3 Throughput",
            "h3 Gradient norm",
            "h3 Learning rate",
            "h3 Held-out bits per byte by language",
            "h3 How this came about");
  }

  @Test
  void headlineFiguresTellTheOutcome() {
    assertThat(RunSamples.chain(folder))
        .contains(
            "20 records → 9 documents → 64,000 training tokens → 2.500 bits per held-out byte")
        .contains("<dt>documents kept</dt><dd>9</dd><dd class=\"remark\">45.0% of the records</dd>")
        .contains("<dd class=\"remark\">50.0% below unigram&#39;s 5.000</dd>")
        .contains("Run run-1 · ended 2026-11-23T02:45:46Z · took 12.5 s");
  }

  @Test
  void optionsVersionsAndChecksumsAreShown() {
    assertThat(RunSamples.chain(folder))
        .contains("<td>--seed</td><td>17</td>")
        .contains("<td>Millrace</td><td>1.2.3</td>")
        .contains("<td>bytes, vocabulary of 257</td>")
        .contains("<td>part-0.parquet</td><td>8a29cffc</td><td class=\"number\">2</td>");
  }

  @Test
  void everyChartHasItsNumbersInATable() {
    String html = RunSamples.chain(folder);

    assertThat(html)
        .contains("<td>read</td><td class=\"number\">20</td><td class=\"number\">12</td>")
        .contains("<td>deu_Latn</td><td>quality</td><td>short</td><td class=\"number\">1</td>");
    for (String article : Pattern.compile("<article>").split(html, -1)) {
      if (article.contains("<canvas")) {
        assertThat(article).contains("<details><summary>", "aria-label=", "<tbody>");
      }
    }
  }

  @Test
  void bytesAreAFunnelAsDocumentsAre() {
    String html = curate(RunSamples.CURATE);

    JsonNode series = chart(html, "Bytes of what entered each stage").path("series");
    assertThat(series.findValuesAsText("name")).containsExactly("kept", "dropped");
    assertThat(series.path(0).path("values").toString()).isEqualTo("[2000000,123456]");
    assertThat(series.path(1).path("values").toString()).isEqualTo("[700000,7890]");
    assertThat(html).contains("Until text is extracted these are the bodies of pages");
    assertThat(Report.rebalance(json(RunSamples.REBALANCE), json("{}")))
        .contains("Of what each stage kept, and of what it dropped.")
        .doesNotContain("Until text is extracted");
  }

  @Test
  void ofBytesThereAreNoTokensPerByteToDraw() {
    String manifest = RunSamples.manifest("shards");
    String learned = manifest.replace("\"kind\":\"bytes\"", "\"kind\":\"tokenizer.json\"");

    assertThat(Report.rebalance(json(RunSamples.REBALANCE), json(manifest)))
        .contains("<h3>Tokens per byte</h3><p>The tokenizer is bytes:")
        .doesNotContain("Tokens per byte of text");
    assertThat(
            chart(
                    Report.rebalance(json(RunSamples.REBALANCE), json(learned)),
                    "Tokens per byte of text")
                .path("notes")
                .toString())
        .isEqualTo("[\"1.070\"]");
  }

  @Test
  void dropReasonsStartWithTheMostFrequent() {
    JsonNode chart = chart(curate(RunSamples.CURATE), "Records and documents dropped");

    assertThat(chart.path("labels").toString())
        .isEqualTo("[\"read: not html\",\"quality: short\"]");
    assertThat(chart.path("series").path(0).path("values").toString()).isEqualTo("[7,3]");
  }

  @Test
  void droppedTextsAreOpenedByStageAndReason() {
    assertThat(curate(RunSamples.CURATE))
        .contains(
            "<details><summary>quality: short (2 of 3)</summary>"
                + "<figure class=\"excerpt\"><figcaption>deu_Latn · value 12 · threshold 50 · document 0f3a</figcaption>"
                + "<blockquote dir=\"auto\">Kurz.\nNoch &lt;b&gt;kürzer&lt;/b&gt;.</blockquote></figure>\n"
                + "<figure class=\"excerpt\"><figcaption>document 77c1</figcaption>"
                + "<blockquote dir=\"auto\">(no text)</blockquote></figure>\n</details>");
    assertThat(curate("{}")).doesNotContain("Dropped texts");
  }

  @Test
  void lengthsThatNoDocumentHasAreDrawnAsZero() {
    JsonNode chart = chart(curate(RunSamples.CURATE), "Documents kept, by their length");

    assertThat(chart.path("labels").toString())
        .isEqualTo("[\"512\",\"1,024\",\"2,048\",\"4,096\"]");
    assertThat(chart.path("series").path(0).path("values").toString()).isEqualTo("[4,0,0,5]");
  }

  @Test
  void scoresHaveTheBoundsOfThresholdsDrawnIn() {
    String html = Report.curate(json(RunSamples.CURATE), json(RunSamples.manifest("documents")));
    JsonNode chart = chart(html, "Documents by their language's score");

    assertThat(chart.path("labels")).hasSize(20);
    assertThat(chart.path("labels").path(3).asText()).isEqualTo("0.15");
    assertThat(chart.path("series").path(0).path("values").toString())
        .isEqualTo("[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,10]");
    assertThat(chart.path("series").path(1).path("values").toString())
        .isEqualTo("[0,0,0,2,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]");
    assertThat(chart.path("marks").findValuesAsText("name"))
        .containsExactly("least threshold 0.31", "greatest 0.9");
    assertThat(chart.at("/marks/0/position").asDouble()).isCloseTo(6.2, within(1e-9));
    assertThat(chart.at("/marks/1/position").asDouble()).isEqualTo(18);
    assertThat(html)
        .contains("Thresholds (1)")
        .containsSubsequence(
            "Identified", "<td>deu_Latn</td>", ">0.8123</td>", ">8</td>", ">0</td>");
  }

  @Test
  void wordsHaveTheThresholdsThatAreOnDrawnIn() {
    String html = Report.curate(json(RunSamples.CURATE), json(RunSamples.manifest("documents")));
    JsonNode chart = chart(html, "Documents judged for quality, by their words");

    assertThat(chart.path("labels").toString()).isEqualTo("[\"32\",\"64\",\"128\"]");
    assertThat(chart.path("series").findValues("values").toString())
        .isEqualTo("[[0,0,9], [3,0,0]]");
    assertThat(chart.path("marks").toString())
        .isEqualTo("[{\"name\":\"fewest 50\",\"position\":0.5625}]");
  }

  @Test
  void clustersAreShownByTheirSizes() {
    String html = curate(RunSamples.CURATE);
    JsonNode chart = chart(html, "Clusters of duplicates by their size");

    assertThat(chart.path("labels").toString()).isEqualTo("[\"1\",\"2–3\",\"8–15\"]");
    assertThat(chart.path("series").path(0).path("values").toString()).isEqualTo("[7,4,1]");
    assertThat(html).contains("5 of 12 clusters have more than one.");
  }

  @Test
  void languagesBeyondTheFortiethAreSummedInWords() {
    StringBuilder languages = new StringBuilder();
    for (int i = 0; i < 43; i++) {
      languages.append(
          String.format(
              Locale.ROOT,
              "%s\"l%02d_Latn\":{\"before\":%d,\"documents\":1,\"bytes\":5}",
              i == 0 ? "" : ",",
              i,
              100 - i));
    }
    String html = curate("{\"languages\":{" + languages + "}}");

    assertThat(chart(html, "Documents by language").path("labels")).hasSize(40);
    assertThat(html)
        .contains("the other 3 languages together: 3 of 177.")
        .contains("<td>l42_Latn</td>")
        .contains("All languages (43)");
  }

  @Test
  void aMixtureShowsWhatEachLanguageGotOfItsPlan() {
    String html = Report.rebalance(json(RunSamples.REBALANCE), json("{}"));

    assertThat(html)
        .containsSubsequence("Available", "Planned", "Achieved", "Epochs", "Sampling rate")
        .containsSubsequence(
            "<td>deu_Latn</td>", ">107</td>", ">60</td>", ">64</td>", ">106.7%</td>", ">80.0%</td>")
        .doesNotContain("<h3>Phases</h3>");
  }

  @Test
  void aMixtureOfPhasesShowsEachLanguageInEachPhase() {
    String summary =
        """
        {"languages":{
          "deu_Latn":{"tokens":100,"planned_tokens":90,"achieved_tokens":88,"epochs":0.88,"sampling_rate":0.4,
            "phases":[{"phase":0,"planned_tokens":60,"achieved_tokens":59,"epochs":0.59,"sampling_rate":0.25},
                      {"phase":1,"planned_tokens":30,"achieved_tokens":29,"epochs":0.29,"sampling_rate":1}]},
          "eng_Latn":{"tokens":400,"planned_tokens":180,"achieved_tokens":177,"epochs":0.44,"sampling_rate":0.6,
            "phases":[{"phase":0,"planned_tokens":180,"achieved_tokens":177,"epochs":0.44,"sampling_rate":0.75},
                      {"phase":1,"planned_tokens":0,"achieved_tokens":0,"epochs":0,"sampling_rate":0}]}}}
        """;

    String html = Report.rebalance(json(summary), json("{}"));

    assertThat(html)
        .contains("<h3>Phases</h3>", "Languages by phase (4)")
        .contains(
            "<td>0</td><td class=\"number\">2</td><td class=\"number\">240</td><td class=\"number\">236</td>")
        .contains(
            "<td>1</td><td class=\"number\">1</td><td class=\"number\">30</td><td class=\"number\">29</td>")
        .containsSubsequence(
            "<td>1</td><td>deu_Latn</td>", ">30</td>", ">29</td>", ">96.7%</td>", ">100.0%</td>");
  }

  @Test
  void theHeldOutCurveHasTheUnigramEntropyAcross() {
    String html = train(RunSamples.TRAIN, RunSamples.metrics());

    JsonNode series = chart(html, "Held-out bits per byte over steps").path("series");
    assertThat(series.path(0).path("points").toString()).isEqualTo("[[2,2.5]]");
    assertThat(series.path(1).path("level").asDouble()).isEqualTo(5.0);
  }

  @Test
  void theScheduleIsDrawnPredictedAboveMeasuredByKindOfAction() {
    String html = train(RunSamples.TRAIN, List.of());

    JsonNode chart = chart(html, "What each stage did");
    assertThat(chart.path("labels").toString())
        .isEqualTo(
            "[\"predicted · stage 0 · CPU:0\",\"predicted · stage 1 · CPU:1\","
                + "\"measured · stage 0 · CPU:0\",\"measured · stage 1 · CPU:1\"]");
    JsonNode series = chart.path("series");
    assertThat(series.findValuesAsText("name"))
        .containsExactly("forward", "0F0", "1F0", "0F0", "1F0", "backward", "1B0", "1B0");
    assertThat(series.path(1).path("spans").toString())
        .isEqualTo(
            "[{\"row\":1,\"name\":\"1B0\",\"start\":15.0,\"end\":30.0},"
                + "{\"row\":3,\"name\":\"1B0\",\"start\":20.0,\"end\":40.0}]");
    assertThat(html)
        .contains(
            "gpipe, 2 stages, 1 micro-batches; predicted from the steps before: 30 ms, of which the stages are idle 50.0%;"
                + " measured: 40 ms, of which the stages are idle 50.0%.");
  }

  @Test
  void aStepThatWasNotPredictedIsDrawnAsMeasuredAlone() {
    ObjectNode summary = (ObjectNode) json(RunSamples.TRAIN);
    summary.remove("predicted_schedule");

    String html = Report.train(summary, json("{}"), List.of());

    assertThat(chart(html, "What each stage did when in one measured step").path("labels"))
        .hasSize(2);
    assertThat(html).contains("1 micro-batches; measured: 40 ms").doesNotContain("predicted from");
  }

  @Test
  void noReportNamesAnythingOutside() {
    String html = RunSamples.chain(folder);

    assertThat(OUTSIDE.matcher(html).results().map(MatchResult::group)).isEmpty();
    assertThat(html).contains("Permission is hereby granted, free of charge");
  }

  @Test
  void theContentSecurityPolicyAllowsJustThePagesOwnCode() throws Exception {
    String html = RunSamples.chain(folder);
    String policy = html.replaceAll("(?s).*Content-Security-Policy\" content=\"(.*?)\".*", "$1");

    List<MatchResult> codes = CODE.matcher(html).results().toList();
    assertThat(codes).hasSize(3);
    for (MatchResult code : codes) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(code.group(2).getBytes(StandardCharsets.UTF_8));
      assertThat(policy).contains("sha256-" + Base64.getEncoder().encodeToString(digest));
    }
    assertThat(policy).startsWith("default-src &#39;none&#39;").doesNotContain("unsafe", "http");
  }

  @Test
  void whatItShowsIsEscaped() {
    String hostile = "</script></style><script>alert('x')</script><img src=x onerror=y>";
    String summary =
        RunSamples.CURATE
            .replace("deu_Latn", hostile)
            .replace("not_html", hostile)
            .replace("Kurz.", hostile)
            .replace("0f3a", hostile)
            .replace("run-1", hostile)
            .replace("\"read\"", "\"" + hostile + "\"");
    String manifest =
        RunSamples.manifest("documents").replaceAll("seed|(?<=\")17|part-0|1.2.3", hostile);

    String html = Report.curate(json(summary), json(manifest));

    assertThat(html).doesNotContain("<img", "<script>alert", "</script></style>");
    assertThat(chart(html, "Documents by language").path("labels").path(0).asText())
        .isEqualTo(hostile);
  }

  @Test
  void runsWithoutDocumentsOrMetricsSaySo() {
    assertThat(curate("{\"stages\":[],\"languages\":{},\"text_lengths\":[]}"))
        .contains("Nothing entered a stage.")
        .contains("No document was identified.")
        .contains("Nothing was dropped.")
        .contains("No document was kept.")
        .endsWith("</html>\n");
    assertThat(Report.rebalance(json("{}"), json("{}"))).contains("No document was mixed.");
    assertThat(train("{}", List.of()))
        .contains("No step was measured.")
        .contains("No held-out document was measured.");
  }

  @Test
  void aCalibrationShowsTheProfileThatEachLanguageGets() {
    String summary =
        """
        {"stages":[],
         "profiles":{"deu_Latn":{"passages":120,"repetition":"published"}},
         "languages":{
           "deu_Latn":{"profile":"deu_Latn","passages":120,"crawl_documents":7},
           "tha_Thai":{"profile":"default","passages":3,"crawl_documents":9}}}
        """;

    assertThat(Report.calibrate(json(summary), json("{}")))
        .contains("<h1>Quality profiles</h1>")
        .contains("languages with a profile of their own")
        .containsSubsequence("tha_Thai", "default", "3", "9")
        .containsSubsequence("deu_Latn", "published", "120");
  }

  @Test
  void theLocaleChangesNothing() {
    String html = RunSamples.chain(folder);

    Locales.in(
        Locale.forLanguageTag("ar-EG-u-nu-arab"),
        () -> assertThat(RunSamples.chain(folder)).isEqualTo(html));
    Locales.inTurkish(() -> assertThat(RunSamples.chain(folder)).isEqualTo(html));
  }

  @Test
  void aFoldersManifestTellsWhichReportToDraw() throws IOException {
    RunSamples.chain(folder);

    assertThat(Report.of(folder.resolve("curated"))).contains("<h1>Curated documents</h1>");
    assertThat(Report.of(folder.resolve("shards"))).contains("<h1>Training shards</h1>");
    assertThat(Report.of(folder.resolve("run"))).contains("<h1>Training run</h1>");
  }

  @Test
  void brokenRunFilesAreNamed() throws IOException {
    Path run = RunSamples.run(folder.resolve("run"), "model", "{}", List.of("{}", "{\"step\":"));
    assertThatThrownBy(() -> Report.of(run)).hasMessageContaining("metrics.jsonl, line 2");

    RunSamples.run(run, "poem", "{}", List.of());
    Files.delete(run.resolve("metrics.jsonl"));
    assertThatThrownBy(() -> Report.of(run)).hasMessageContaining("manifest.json: kind is 'poem'");

    Files.writeString(run.resolve("summary.json"), "no");
    assertThatThrownBy(() -> Report.of(run)).hasMessageContaining("summary.json: not JSON");

    Files.delete(run.resolve("summary.json"));
    assertThatThrownBy(() -> Report.of(run)).hasMessageContaining("summary.json is missing");
  }

  private static String curate(String summary) {
    return Report.curate(json(summary), json("{}"));
  }

  private static String train(String summary, List<JsonNode> metrics) {
    return Report.train(json(summary), json("{}"), metrics);
  }

  /** The data of the chart whose description starts so. */
  private static JsonNode chart(String html, String description) {
    return DATA.matcher(html)
        .results()
        .map(match -> json(match.group(1)))
        .filter(chart -> chart.path("description").asText().startsWith(description))
        .findFirst()
        .orElseThrow();
  }
}
