package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What {@code curate} tells of a crawl of five pages in its summary and report. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CurateReportIT {
  /** Too few words for the quality rules. */
  private static final String SHORT =
      "The miller of the valley, miller@mill.example, sells &lt;script&gt;alert(1)&lt;/script&gt;"
          + " flour on every first Sunday, and bread that his daughters bake before dawn. Whoever comes late finds neither, but may look at wheels and stones"
          + " for nothing.";

  @TempDir static Path folder;

  private Path crawl;
  private RunOutput output;

  @BeforeAll
  void curateACrawl() throws IOException {
    List<String> lines = Files.readAllLines(Sample.WARC.resolveSibling("expected/eng_Latn.txt"));
    crawl =
        Sample.responses(
            folder.resolve("crawl.warc"),
            page("long", lines.subList(2, 22)),
            page("again", lines.subList(2, 22)),
            page("other", lines.subList(52, 70)),
            page("short", List.of(SHORT)),
            page("empty", List.of()));
    output = curate("output");
  }

  @Test
  void histogramsHaveEveryDocumentOfTheirStages() throws Exception {
    JsonNode summary = output.summary();

    assertThat(summary.path("cluster_sizes").toString())
        .isEqualTo("[{\"from\":1,\"to\":2,\"clusters\":2},{\"from\":2,\"to\":4,\"clusters\":1}]");
    assertThat(summary.path("word_counts").toString())
        .isEqualTo(
            "[{\"from\":32,\"to\":64,\"kept\":0,\"dropped\":1},{\"from\":256,\"to\":512,\"kept\":2,\"dropped\":0}]");
    assertThat(summary.at("/languages/eng_Latn/score_threshold").asDouble()).isEqualTo(0.65);
    long scored = 0;
    for (JsonNode bin : summary.path("language_scores")) {
      scored += bin.path("kept").asLong() + bin.path("dropped").asLong();
    }
    assertThat(scored).isEqualTo(4);
  }

  @Test
  void droppedTextsAreShownRedactedAndEscaped() throws Exception {
    assertShown(output);
    assertShown(curate("unredacted", "--skipStages=redact"));
  }

  private static void assertShown(RunOutput output) throws IOException {
    JsonNode samples = output.summary().path("dropped_samples");
    assertThat(samples.findValuesAsText("reason"))
        .containsExactly("exact_duplicate", "no_text", "gopher_short_doc");
    assertThat(samples.path(0).path("text").asText()).endsWith("…");
    assertThat(samples.path(2).path("threshold").asText()).isEqualTo("50.0000");
    assertThat(samples.path(2).path("text").asText())
        .startsWith(
            "The miller of the valley, email@example.com, sells <script>alert(1)</script> flour");
    assertThat(Files.readString(output.folder().resolve("report.html")))
        .contains(
            "<summary>quality: gopher short doc (1 of 1)</summary>",
            "The miller of the valley, email@example.com, sells &lt;script&gt;alert(1)&lt;/script&gt; flour")
        .doesNotContain("miller@mill.example", "<script>alert");
  }

  @Test
  void noDroppedTextIsShownWhereNoneIsKept() throws Exception {
    RunOutput none = curate("none", "--keepDropped=false");

    assertThat(none.summary().has("dropped_samples")).isFalse();
    assertThat(Files.readString(none.folder().resolve("report.html")))
        .doesNotContain("The miller of");
  }

  @Test
  void aTakedownTakesItsDroppedTextsAway() throws Exception {
    RunOutput taken = curate("taken");
    Path list = folder.resolve("takedown.txt");
    Files.writeString(list, "https://mill.example/short\n");

    Cli.Result result =
        Cli.millrace("generations", "--data=" + taken.folder(), "--takedown=" + list);

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(taken.summary().path("dropped_samples").findValuesAsText("reason"))
        .containsExactly("exact_duplicate", "no_text");
    assertThat(Files.readString(taken.folder().resolve("report.html")))
        .contains("<summary>dedup: exact duplicate (1 of 1)</summary>", "taken down rows")
        .doesNotContain("The miller of");
  }

  private RunOutput curate(String name, String... options) {
    Path path = folder.resolve(name);
    List<String> args = new ArrayList<>(List.of("curate", "--input=" + crawl));
    args.addAll(List.of("--output=" + path, "--minLanguageScore=0.25", "--maxLanguageScore=0.25"));
    args.addAll(List.of(options));
    Cli.Result result = Cli.millrace(args.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return new RunOutput(path);
  }

  private static Sample.Response page(String name, List<String> paragraphs) {
    return new Sample.Response(
        "https://mill.example/" + name,
        "2026-01-01T00:00:00Z",
        "",
        "<article><p>" + String.join("</p><p>", paragraphs) + "</p></article>");
  }
}
