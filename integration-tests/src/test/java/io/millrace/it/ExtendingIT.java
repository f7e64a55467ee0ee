package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code docs/extending.md} says, and nothing else, and looks at what comes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExtendingIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final double MAX_CAPITALS = 0.1;

  @TempDir static Path folder;

  private String documentation;
  private String output;

  @BeforeAll
  void followTheDocumentation() throws Exception {
    documentation = Files.readString(HOME.resolve("docs/extending.md"));
    write("src/example/ShoutingFilter.java", block("java"));
    write("src/META-INF/services/io.millrace.transforms.filter.DocumentFilter", block(""));
    output = shell(block("sh"));
  }

  @Test
  void theFilterIsThirtyLinesWithoutItsImports() {
    long lines =
        block("java").lines().filter(line -> !line.isBlank() && !line.startsWith("import")).count();

    assertThat(lines).isLessThanOrEqualTo(30);
  }

  @Test
  void exactlyThoseDocumentsAreDroppedThatTheFilterSaw() throws Exception {
    Path without = folder.resolve("without");
    Cli.Result result =
        Cli.millrace(
            "curate",
            "--input=" + Sample.WARC,
            "--output=" + without,
            "--skipStages=repair,redact");
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    SortedMap<String, String> expected = new TreeMap<>();
    texts(without)
        .forEach(
            (id, text) -> {
              double share = share(text);
              if (share > MAX_CAPITALS) {
                expected.put(id, String.format(Locale.ROOT, "capitals %.6g 0.100000", share));
              }
            });

    assertThat(expected).hasSizeBetween(1, 10);
    assertThat(dropped(folder.resolve("curated"))).isEqualTo(expected);
    assertThat(expected.keySet()).allMatch(id -> output.contains(id));
    assertThat(texts(folder.resolve("curated")).keySet())
        .doesNotContainAnyElementsOf(expected.keySet())
        .hasSize(texts(without).size() - expected.size());
  }

  @Test
  void theRunTellsOfTheFilter() throws Exception {
    RunOutput curated = new RunOutput(folder.resolve("curated"));
    JsonNode manifest = curated.manifest();

    assertThat(manifest.at("/options/filter").asText()).isEqualTo("[shouting@1:maxCapitals=0.1]");
    assertThat(manifest.at("/details/filters").toString())
        .isEqualTo(
            "[{\"name\":\"shouting\",\"version\":\"1\",\"thresholds\":{\"maxCapitals\":0.1}}]");
    List<String> stages = new ArrayList<>();
    curated.summary().path("stages").forEach(stage -> stages.add(stage.path("stage").asText()));
    assertThat(stages).containsSubsequence("quality", "shouting", "repair");
    JsonNode shouting = curated.summary().path("stages").get(stages.indexOf("shouting"));
    assertThat(shouting.at("/dropped/capitals").asInt())
        .isEqualTo(dropped(folder.resolve("curated")).size());
  }

  @Test
  void onAClusterTheJarGoesAlongWithTheJob() throws Exception {
    try (Cluster cluster = new Cluster(folder.resolve("cluster"), 1)) {
      shell(
          "MILLRACE_CLASS_PATH=shouting.jar bin/millrace curate --input=samples/crawl.warc.gz --output="
              + folder.resolve("on-cluster")
              + " --filter=shouting:maxCapitals=0.1 --flinkMaster="
              + cluster.master());
    }

    assertThat(new RunOutput(folder.resolve("on-cluster")).checksums())
        .isEqualTo(new RunOutput(folder.resolve("curated")).checksums())
        .isNotEmpty();
  }

  @Test
  void withoutItsJarTheFilterIsBadUsage() {
    Cli.Result result =
        Cli.millrace(
            "curate",
            "--input=" + Sample.WARC,
            "--output=" + folder.resolve("none"),
            "--filter=shouting");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("--filter", "there is no filter 'shouting'");
  }

  /** The text of the first block of code in a language. */
  private String block(String language) {
    return Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$")
        .matcher(documentation)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .findFirst()
        .orElseThrow();
  }

  private static void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Runs commands of the documentation, whose paths start in the repository, in a folder apart. */
  private static String shell(String commands) throws IOException, InterruptedException {
    String elsewhere =
        commands.replaceAll("(?<![\\w/])(io/target|transforms/target|bin/|samples/)", HOME + "/$1");
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-ec", elsewhere)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    String javaHome = System.getProperty("java.home");
    builder.environment().put("JAVA_HOME", javaHome);
    builder.environment().merge("PATH", "", (path, none) -> javaHome + "/bin:" + path);
    int exitCode = builder.start().waitFor();
    String output = Files.readString(log, StandardCharsets.UTF_8);
    assertThat(exitCode).as(output).isZero();
    return output;
  }

  private static double share(String text) {
    int letters = 0;
    int capitals = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      letters += Character.isLetter(text.codePointAt(i)) ? 1 : 0;
      capitals += Character.isUpperCase(text.codePointAt(i)) ? 1 : 0;
    }
    return letters == 0 ? 0 : (double) capitals / letters;
  }

  private static SortedMap<String, String> texts(Path curated) throws SQLException {
    return pairs("SELECT id, text FROM read_parquet('" + curated + "/documents/*/*.parquet')");
  }

  private static SortedMap<String, String> dropped(Path curated) throws SQLException {
    return pairs(
        "SELECT id, concat_ws(' ', reason, value, threshold) FROM read_parquet('"
            + curated
            + "/dropped/stage=shouting/*.parquet')");
  }

  private static SortedMap<String, String> pairs(String sql) throws SQLException {
    SortedMap<String, String> pairs = new TreeMap<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        pairs.put(rows.getString(1), rows.getString(2));
      }
    }
    return pairs;
  }
}
