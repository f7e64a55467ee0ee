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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Curates the sample crawl and reads the results back with DuckDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CurateIT {
  @TempDir static Path folder;

  private Path curated;

  @BeforeAll
  void curateTheSample() {
    curated = folder.resolve("curated");
    curate(Sample.WARC, curated, "--parallelism=1");
  }

  @Test
  void parallelismChangesNothing() throws IOException {
    Path other = folder.resolve("parallel");
    curate(Sample.WARC, other, "--parallelism=4");

    assertEqualOutput(other, curated);
  }

  @Test
  void theRunnerChangesNothing() throws IOException {
    Path subset = Sample.subset(folder.resolve("subset.warc.gz"), 11, 30);
    Path flink = folder.resolve("subset-flink");
    Path direct = folder.resolve("subset-direct");

    curate(subset, flink, "--parallelism=2");
    curate(subset, direct, "--runner=DirectRunner");

    assertThat(new RunOutput(flink).summary().at("/stages/0/kept").asInt()).isEqualTo(30);
    assertEqualOutput(direct, flink);
  }

  @Test
  void duckDbSeesWhatTheManifestCounts() throws Exception {
    JsonNode manifest = new RunOutput(curated).manifest();
    JsonNode languages = new RunOutput(curated).summary().path("languages");

    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      String documents =
          "read_parquet('" + curated + "/documents/*/*.parquet', hive_partitioning = true)";
      assertThat(count(duckDb, "SELECT count(*) FROM " + documents))
          .isEqualTo(manifest.at("/counts/documents").asLong())
          .isGreaterThan(300);
      assertThat(count(duckDb, "SELECT sum(strlen(text)) FROM " + documents))
          .isEqualTo(manifest.at("/counts/bytes").asLong());
      assertThat(count(duckDb, "SELECT count(DISTINCT id) FROM " + documents))
          .isEqualTo(manifest.at("/counts/documents").asLong());
      TreeMap<String, Long> expected = new TreeMap<>();
      languages
          .properties()
          .forEach(
              language -> {
                long kept = language.getValue().path("documents").asLong();
                if (kept > 0) {
                  expected.put(language.getKey(), kept);
                }
              });
      assertThat(byLanguage(duckDb, documents)).isEqualTo(expected).hasSizeGreaterThan(50);
    }
  }

  @Test
  void everyFileHasTheChecksumThatTheManifestGives() throws IOException {
    for (JsonNode file : new RunOutput(curated).manifest().path("files")) {
      Path path = curated.resolve(file.path("path").asText());
      assertThat(RunOutput.sha256(path)).isEqualTo(file.path("sha256").asText());
      assertThat(Files.size(path)).isEqualTo(file.path("bytes").asLong());
    }
  }

  @Test
  void whatEntersAStageLeavesItSomewhere() throws IOException {
    JsonNode stages = new RunOutput(curated).summary().path("stages");
    long arriving = stages.get(0).path("in").asLong();
    for (JsonNode stage : stages) {
      assertThat(stage.path("in").asLong()).as(stage.path("stage").asText()).isEqualTo(arriving);
      long dropped = 0;
      for (JsonNode reason : stage.path("dropped")) {
        dropped += reason.asLong();
      }
      arriving = stage.path("kept").asLong();
      assertThat(arriving + dropped + stage.path("dead_lettered").asLong())
          .as(stage.path("stage").asText())
          .isEqualTo(stage.path("in").asLong());
    }
  }

  @Test
  void everyIntactRecordOutlivesDamageAroundIt() throws Exception {
    Sample.Damage damage = Sample.damaged(folder.resolve("damaged.warc.gz"));
    Path output = folder.resolve("damaged");

    curate(damage.file(), output, "--parallelism=2");

    assertThat(new RunOutput(output).deadLetters())
        .extracting(letter -> letter.split(" \\| ")[2])
        .containsExactlyInAnyOrderElementsOf(
            damage.offsets().stream().map(String::valueOf).toList());
    assertThat(ids(output)).isEqualTo(damage.intactIds()).hasSizeGreaterThan(500);
  }

  @Test
  void aTextLongerThanFlinksSortBuffersGoesThrough() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder();
    while (text.length() < 12_000_000) {
      text.append("The miller ground ").append(Long.toString(random.nextLong(), 36)).append(".\n");
    }
    Path crawl = Sample.textRecords(folder.resolve("long.wet"), text.toString(), "A short one.");
    Path output = folder.resolve("long");

    curate(crawl, output, "--parallelism=2", "--skipStages=language,quality");

    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      String documents = "read_parquet('" + output + "/documents/*/*.parquet')";
      assertThat(count(duckDb, "SELECT count(*) FROM " + documents)).isEqualTo(2);
      assertThat(count(duckDb, "SELECT max(strlen(text)) FROM " + documents))
          .isGreaterThan(11_900_000);
    }
  }

  /** The ids of all documents, kept and dropped. */
  private static Set<String> ids(Path output) throws SQLException {
    Set<String> ids = new HashSet<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            duckDb
                .createStatement()
                .executeQuery(
                    "SELECT id FROM read_parquet(['"
                        + output
                        + "/documents/*/*.parquet', '"
                        + output
                        + "/dropped/*/*.parquet'], union_by_name = true, hive_partitioning = false)")) {
      while (result.next()) {
        ids.add(result.getString(1));
      }
    }
    return ids;
  }

  @Test
  void aSecondRunOfTheSameFindsItsResultThere() {
    Cli.Result again = Cli.millrace("curate", "--input=" + Sample.WARC, "--output=" + curated);

    assertThat(again.exitCode()).isZero();
    assertThat(again.stderr()).contains("already");
    assertThat(again.stdout()).isEmpty();
  }

  @Test
  void otherResultsAreNotOverwrittenUnasked() {
    Cli.Result other =
        Cli.millrace(
            "curate", "--input=" + Sample.WARC, "--output=" + curated, "--keepDropped=false");

    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.stderr()).contains("--overwrite");
  }

  @Test
  void anInputThatMatchesNothingIsBadUsage() {
    Cli.Result nothing =
        Cli.millrace(
            "curate", "--input=" + folder + "/none-*.warc.gz", "--output=" + folder + "/none");

    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.stderr()).contains("none-*.warc.gz").contains("matches no file");
  }

  private void curate(Path warc, Path output, String... options) {
    List<String> args =
        new java.util.ArrayList<>(List.of("curate", "--input=" + warc, "--output=" + output));
    args.addAll(List.of(options));
    Cli.Result result = Cli.millrace(args.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }

  private static void assertEqualOutput(Path actual, Path expected) throws IOException {
    RunOutput left = new RunOutput(actual);
    RunOutput right = new RunOutput(expected);
    assertThat(left.checksums()).isEqualTo(right.checksums()).isNotEmpty();
    assertThat(left.deadLetters()).isEqualTo(right.deadLetters());
    assertThat(actual.resolve("README.md")).hasSameTextualContentAs(expected.resolve("README.md"));
    assertThat(left.summary()).isEqualTo(right.summary());
    assertThat(left.comparableManifest()).isEqualTo(right.comparableManifest());
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (ResultSet result = connection.createStatement().executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static TreeMap<String, Long> byLanguage(Connection connection, String documents)
      throws SQLException {
    TreeMap<String, Long> counts = new TreeMap<>();
    try (ResultSet result =
        connection
            .createStatement()
            .executeQuery("SELECT language, count(*) FROM " + documents + " GROUP BY language")) {
      while (result.next()) {
        counts.put(result.getString(1), result.getLong(2));
      }
    }
    return counts;
  }
}
