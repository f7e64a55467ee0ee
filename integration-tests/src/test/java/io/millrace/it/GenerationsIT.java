package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set that grows, and from which documents are taken. */
class GenerationsIT {
  @TempDir Path folder;

  private Path data;

  @BeforeEach
  void curateHalfOfACrawl() throws IOException {
    data = folder.resolve("curated");
    Path half = Sample.subset(folder.resolve("half.warc.gz"), 8, 40);
    assertThat(append(half, "night-1").exitCode()).isZero();
  }

  @Test
  void aSecondNightAddsWhatIsNew() throws Exception {
    Set<String> before = ids(1);
    JsonNode first = manifest("manifest.json");
    Path more = Sample.subset(folder.resolve("more.warc.gz"), 4, 60);

    assertThat(append(more, "night-2").exitCode()).isZero();

    JsonNode second = manifest("manifest.json");
    assertThat(second.path("generation").asInt()).isEqualTo(2);
    assertThat(second.path("inputs").size()).isEqualTo(2);
    assertThat(manifest("generations/manifest-1.json")).isEqualTo(first);
    assertThat(ids(1)).isEqualTo(before);
    assertThat(ids(2)).containsAll(before).hasSizeGreaterThan(before.size() + 10);
    assertThat(ids(2)).hasSize(second.at("/counts/documents").asInt());
    for (JsonNode file : second.path("files")) {
      Path path = data.resolve(file.path("path").asText());
      assertThat(RunOutput.sha256(path)).isEqualTo(file.path("sha256").asText());
    }
  }

  @Test
  void theSameNightAgainAddsNothing() throws Exception {
    Cli.Result again = append(folder.resolve("half.warc.gz"), "night-1");

    assertThat(again.exitCode()).isZero();
    assertThat(again.stderr()).contains("already");
    assertThat(manifest("manifest.json").path("generation").asInt()).isEqualTo(1);
  }

  @Test
  void otherOptionsAreNoSecondNight() throws Exception {
    Path more = Sample.subset(folder.resolve("more.warc.gz"), 4, 20);

    Cli.Result result = append(more, "night-2", "--keepDropped=false");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("--append").contains("keepDropped");
  }

  @Test
  void documentsAreTakenDownAndTheirGenerationIsRemoved() throws Exception {
    List<String> gone = new ArrayList<>(ids(1)).subList(0, 2);
    Path list = folder.resolve("takedown.txt");
    Files.write(list, gone);

    Cli.Result takedown = Cli.millrace("generations", "--data=" + data, "--takedown=" + list);
    assertThat(takedown.exitCode()).as(takedown.stderr()).isZero();
    assertThat(takedown.stderr()).contains("2 rows taken out");
    assertThat(ids(1)).containsAll(gone);
    assertThat(ids(2)).hasSize(ids(1).size() - 2).doesNotContainAnyElementsOf(gone);
    assertThat(pathsInCard())
        .containsExactlyInAnyOrderElementsOf(documentFiles(manifest("manifest.json")));

    Cli.Result removal = Cli.millrace("generations", "--data=" + data, "--remove=1");
    assertThat(removal.exitCode()).as(removal.stderr()).isZero();
    assertThat(removal.stdout()).contains("takedown-2").doesNotContain("night-1");
    assertThat(idsOfAllFiles()).doesNotContainAnyElementsOf(gone).isNotEmpty();
  }

  @Test
  void documentsAreTakenOutOfFilesOfSeveralGenerations() throws Exception {
    Path more = Sample.subset(folder.resolve("more.warc.gz"), 4, 60);
    assertThat(append(more, "night-2").exitCode()).isZero();
    Set<String> gone =
        column(
            "SELECT min(id) FROM read_parquet('"
                + data
                + "/documents/*/*.parquet', filename = true) GROUP BY filename");
    Path list = folder.resolve("takedown.txt");
    Files.write(list, gone);
    Set<String> left = new TreeSet<>(ids(2));
    left.removeAll(gone);

    Cli.Result takedown = Cli.millrace("generations", "--data=" + data, "--takedown=" + list);

    assertThat(takedown.exitCode()).as(takedown.stderr()).isZero();
    assertThat(ids(3)).isEqualTo(left).isNotEmpty();
    assertThat(pathsInCard())
        .containsExactlyInAnyOrderElementsOf(documentFiles(manifest("manifest.json")));
    for (JsonNode file : manifest("manifest.json").path("files")) {
      assertThat(RunOutput.sha256(data.resolve(file.path("path").asText())))
          .isEqualTo(file.path("sha256").asText());
    }
  }

  /** The files that the card names: none of another generation. */
  private List<String> pathsInCard() throws IOException {
    return Files.readAllLines(data.resolve("README.md")).stream()
        .filter(line -> line.startsWith("    - "))
        .map(line -> line.replaceAll("^ *- \"|\"$", ""))
        .toList();
  }

  private static List<String> documentFiles(JsonNode manifest) {
    List<String> paths = new ArrayList<>();
    for (JsonNode file : manifest.path("files")) {
      if (file.path("path").asText().startsWith("documents/")) {
        paths.add(file.path("path").asText());
      }
    }
    return paths;
  }

  @Test
  void thePresentGenerationStays() {
    Cli.Result result = Cli.millrace("generations", "--data=" + data, "--remove=1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("--remove=1").contains("present");
  }

  @Test
  void shardsOfAnEarlierMixtureStayForTheirReaders() throws Exception {
    Path shards = folder.resolve("shards");
    assertThat(rebalance(shards, "--seed=1").exitCode()).isZero();
    JsonNode first = new ObjectMapper().readTree(shards.resolve("manifest.json").toFile());

    assertThat(rebalance(shards, "--seed=2", "--append").exitCode()).isZero();

    JsonNode second = new ObjectMapper().readTree(shards.resolve("manifest.json").toFile());
    assertThat(second.path("generation").asInt()).isEqualTo(2);
    assertThat(second.at("/files/0/path").asText()).startsWith("train/g2-part-");
    for (JsonNode manifest : List.of(first, second)) {
      for (JsonNode file : manifest.path("files")) {
        assertThat(RunOutput.sha256(shards.resolve(file.path("path").asText())))
            .isEqualTo(file.path("sha256").asText());
      }
    }
  }

  @Test
  void aDocumentIsTakenOutOfShardsByItsAddress() throws Exception {
    Path shards = folder.resolve("shards");
    assertThat(rebalance(shards, "--validationFraction=0.2").exitCode()).isZero();
    Path list = folder.resolve("takedown.txt");
    String documents = "'" + data + "/documents/*/*.parquet'";
    Files.write(list, first("url", documents));
    Set<String> ids = first("id", documents);
    assertThat(idsOfShards(shards, "*")).containsAll(ids);

    Cli.Result takedown = Cli.millrace("generations", "--data=" + shards, "--takedown=" + list);

    assertThat(takedown.exitCode()).as(takedown.stderr()).isZero();
    assertThat(takedown.stderr()).contains("3 rows taken out");
    assertThat(idsOfShards(shards, "g2-*")).isNotEmpty().doesNotContainAnyElementsOf(ids);
  }

  @Test
  void addressesWhoseDocumentsAreGoneAskForIds() throws Exception {
    Path shards = folder.resolve("shards");
    assertThat(rebalance(shards).exitCode()).isZero();
    Path list = folder.resolve("takedown.txt");
    Files.writeString(list, "https://example.org/gone\n");
    Files.move(data.resolve("documents"), folder.resolve("elsewhere"));

    Cli.Result takedown = Cli.millrace("generations", "--data=" + shards, "--takedown=" + list);

    assertThat(takedown.exitCode()).isEqualTo(1);
    assertThat(takedown.stderr()).contains("--takedown", "documents/language=", "list ids");
  }

  /** A column of the three documents with the smallest ids. */
  private static Set<String> first(String column, String files) throws SQLException {
    return column("SELECT " + column + " FROM read_parquet(" + files + ") ORDER BY id LIMIT 3");
  }

  private static Set<String> idsOfShards(Path shards, String names) throws SQLException {
    return column("SELECT id FROM read_parquet('" + shards + "/*/" + names + ".parquet')");
  }

  @Test
  void shardsOfAnotherTokenizerAreNoFurtherGeneration() throws Exception {
    Path shards = folder.resolve("shards");
    assertThat(rebalance(shards).exitCode()).isZero();
    String before = Files.readString(shards.resolve("manifest.json"));
    Path tokenizer = folder.resolve("tokenizer.json");
    assertThat(
            Cli.millrace(
                    "tokenizer", "--input=" + data, "--output=" + tokenizer, "--vocabularySize=300")
                .exitCode())
        .isZero();

    Cli.Result result = rebalance(shards, "--append", "--tokenizer=" + tokenizer);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr())
        .contains("--append", "--tokenizer=" + tokenizer)
        .contains("bytes of 257 ids", "tokenizer.json of 300 ids", RunOutput.sha256(tokenizer));
    assertThat(shards.resolve("manifest.json")).hasContent(before);
  }

  @Test
  void shardsAreNoGenerationOfDocuments() {
    Cli.Result result = rebalance(data, "--append");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("--append").contains("documents, not shards");
  }

  private Cli.Result rebalance(Path shards, String... options) {
    List<String> args =
        new ArrayList<>(List.of("rebalance", "--input=" + data, "--output=" + shards));
    args.addAll(List.of(options));
    return Cli.millrace(args.toArray(String[]::new));
  }

  private Cli.Result append(Path crawl, String runId, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "curate", "--append", "--input=" + crawl, "--output=" + data, "--runId=" + runId));
    args.addAll(List.of(options));
    return Cli.millrace(args.toArray(String[]::new));
  }

  private JsonNode manifest(String name) throws IOException {
    return new ObjectMapper().readTree(data.resolve(name).toFile());
  }

  /** The ids of a generation's documents. */
  private Set<String> ids(int generation) throws IOException, SQLException {
    Path earlier = data.resolve("generations/manifest-" + generation + ".json");
    List<String> files = new ArrayList<>();
    for (JsonNode file :
        new ObjectMapper()
            .readTree((Files.exists(earlier) ? earlier : data.resolve("manifest.json")).toFile())
            .path("files")) {
      if (file.path("path").asText().startsWith("documents/")) {
        files.add("'" + data.resolve(file.path("path").asText()) + "'");
      }
    }
    return query("[" + String.join(",", files) + "]");
  }

  private Set<String> idsOfAllFiles() throws SQLException {
    return query("'" + data + "/documents/*/*.parquet'");
  }

  private static Set<String> query(String files) throws SQLException {
    return column("SELECT id FROM read_parquet(" + files + ")");
  }

  private static Set<String> column(String sql) throws SQLException {
    Set<String> values = new TreeSet<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result = duckDb.createStatement().executeQuery(sql)) {
      while (result.next()) {
        values.add(result.getString(1));
      }
    }
    return values;
  }
}
