package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the options of {@code curate} do to a crawl of six pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CurateOptionsIT {
  private static final String MENU = "Mills of the valley";
  private static final String MORE =
      "They met again in the mill by the river, and none was missing.";
  private static final String ADDRESS = "miller@mill.example";

  /** "Café" whose UTF-8 was read as windows-1252. */
  private static final String GARBLED = "Caf\u00c3\u00a9";

  @TempDir static Path folder;

  private Path crawl;
  private Path blocklists;

  @BeforeAll
  void writeACrawl() throws IOException {
    List<String> lines = Files.readAllLines(Sample.WARC.resolveSibling("expected/eng_Latn.txt"));
    List<String> text = new ArrayList<>(lines.subList(2, 22));
    text.add("Write to " + ADDRESS + " of the " + GARBLED + ".");
    String first = page(text);
    text.add(MORE);
    crawl =
        Sample.responses(
            folder.resolve("crawl.warc"),
            response("https://mill.example/first", "2026-01-01", "", first),
            response("https://mill.example/second", "2026-01-02", "", page(text)),
            response("https://blocked.example/", "2026-01-01", "", page(lines.subList(22, 37))),
            response(
                "https://mill.example/private",
                "2026-01-01",
                "X-Robots-Tag: noarchive\r\n",
                page(lines.subList(37, 52))),
            response("https://mill.example/cut", "2026-01-01", "", page(lines.subList(52, 70))),
            response(
                "https://mill.example/short",
                "2026-01-01",
                "",
                "<p>The miller of the valley, "
                    + ADDRESS
                    + ", sells flour on every first Sunday, and bread that his daughters bake"
                    + " before dawn. Whoever comes late finds neither, but may look at wheels and"
                    + " stones for nothing."));
    blocklists = Files.createDirectory(folder.resolve("blocklists"));
    Files.writeString(blocklists.resolve("blocked-domains.txt"), "blocked.example\n");
  }

  @Test
  void everyStageDoesItsPart() throws Exception {
    Path output = curate("all", "--blocklists=" + blocklists, "--noArchive=leave_out");

    assertThat(texts(output, "documents").keySet())
        .containsExactly("https://mill.example/cut", "https://mill.example/second");
    String text = texts(output, "documents").get("https://mill.example/second");
    assertThat(text).contains("Café", MORE).doesNotContain(MENU, ADDRESS, GARBLED);
    assertThat(dropped(output))
        .containsExactly(
            "dedup | near_duplicate | https://mill.example/first",
            "quality | gopher_short_doc | https://mill.example/short",
            "url | blocked_domain | https://blocked.example/");
    assertThat(new RunOutput(output).summary().at("/stages/0/dropped/noarchive").asInt())
        .isEqualTo(1);
  }

  @Test
  void stagesThatAreSkippedDoNothing() throws Exception {
    Path output =
        curate(
            "none",
            "--blocklists=" + blocklists,
            "--skipStages=url,extract,language,dedup,quality,repair,redact");

    SortedMap<String, String> texts = texts(output, "documents");
    assertThat(texts).hasSize(6).containsKey("https://blocked.example/");
    assertThat(texts.get("https://mill.example/first")).contains(MENU, ADDRESS, GARBLED);
    assertThat(texts.get("https://mill.example/private")).contains(MENU);
    assertThat(new RunOutput(output).summary().path("stages"))
        .extracting(stage -> stage.path("stage").asText())
        .containsExactly("read", "extract");
  }

  @Test
  void theRepresentativeIsTheOneAskedFor() throws Exception {
    for (String order : List.of("earliest", "shortest")) {
      assertThat(texts(curate(order, "--representative=" + order), "documents").keySet())
          .as(order)
          .contains("https://mill.example/first")
          .doesNotContain("https://mill.example/second");
    }
  }

  @Test
  void limitsAreThoseGiven() throws Exception {
    Path output =
        curate(
            "limits",
            "--minWords=5",
            "--minStopWords=0",
            "--maxBodyBytes=2500",
            "--minContentProbability=0",
            "--keepDropped=false");

    assertThat(texts(output, "documents"))
        .containsKey("https://mill.example/short")
        .doesNotContainKey("https://mill.example/second");
    assertThat(new RunOutput(output).deadLetters()).isNotEmpty();
    assertThat(output.resolve("dropped")).doesNotExist();
  }

  @Test
  void countsOfTheStagesAddUpToTheSummary() throws Exception {
    Path output = curate("counts", "--stageCounts=true");

    List<String> lines = Files.readAllLines(output.resolve("stage-counts.csv"));
    assertThat(lines.get(0)).isEqualTo("stage,fate,reason,language,documents,bytes,seconds");
    SortedMap<String, Long> kept = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      if (fields[1].equals("kept")) {
        kept.merge(fields[0], Long.valueOf(fields[4]), Long::sum);
      }
    }
    for (JsonNode stage : new RunOutput(output).summary().path("stages")) {
      assertThat(kept)
          .as(stage.path("stage").asText())
          .containsEntry(stage.path("stage").asText(), stage.path("kept").asLong());
    }
  }

  @Test
  void whatIsDroppedIsRedactedToo() throws Exception {
    Path output = curate("dropped");

    assertThat(texts(output, "dropped").get("https://mill.example/short"))
        .startsWith("The miller of the valley")
        .doesNotContain(ADDRESS);
  }

  private Path curate(String name, String... options) {
    Path output = folder.resolve(name);
    List<String> args = new ArrayList<>(List.of("curate", "--input=" + crawl));
    args.addAll(List.of("--output=" + output, "--minLanguageScore=0", "--maxLanguageScore=0"));
    args.addAll(List.of(options));
    Cli.Result result = Cli.millrace(args.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return output;
  }

  private static Sample.Response response(String url, String day, String headers, String html) {
    return new Sample.Response(url, day + "T00:00:00Z", headers, html);
  }

  private static String page(List<String> paragraphs) {
    return "<nav><a href=/>"
        + MENU
        + "</a></nav><article><p>"
        + String.join("</p><p>", paragraphs)
        + "</p></article>";
  }

  /** Texts by address. */
  private static SortedMap<String, String> texts(Path output, String kind) throws SQLException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows = rows(duckDb, "url, text", output, kind)) {
      while (rows.next()) {
        texts.put(rows.getString(1), rows.getString(2));
      }
    }
    return texts;
  }

  private static List<String> dropped(Path output) throws SQLException {
    List<String> dropped = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows = rows(duckDb, "stage, reason, url", output, "dropped")) {
      while (rows.next()) {
        dropped.add(String.join(" | ", rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    dropped.sort(null);
    return dropped;
  }

  private static ResultSet rows(Connection duckDb, String columns, Path output, String kind)
      throws SQLException {
    String files = "read_parquet('" + output.resolve(kind) + "/*/*.parquet'";
    return duckDb
        .createStatement()
        .executeQuery("SELECT " + columns + " FROM " + files + ", hive_partitioning = true)");
  }
}
