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
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rebalances made-up documents and reads the shards back with DuckDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebalanceIT {
  @TempDir static Path folder;

  private Path input;
  private Path shards;

  @BeforeAll
  void rebalanceDocuments() throws IOException {
    input = folder.resolve("documents.jsonl");
    Files.write(input, documents());
    shards = folder.resolve("shards");
    rebalance(shards, "--languageMix=alpha:0.3", "--parallelism=1");
  }

  @Test
  void parallelismChangesNothing() throws IOException {
    Path other = folder.resolve("parallel");
    rebalance(other, "--languageMix=alpha:0.3", "--parallelism=4");

    assertThat(new RunOutput(other).checksums()).isEqualTo(new RunOutput(shards).checksums());
    assertThat(new RunOutput(other).summary()).isEqualTo(new RunOutput(shards).summary());
    assertThat(new RunOutput(other).comparableManifest())
        .isEqualTo(new RunOutput(shards).comparableManifest());
  }

  @Test
  void anotherSeedGivesAnotherOrderOfTheSameDocuments() throws Exception {
    Path first = folder.resolve("seed-1");
    Path second = folder.resolve("seed-2");
    rebalance(first, "--seed=1");
    rebalance(second, "--seed=2");

    assertThat(ids(first)).isNotEqualTo(ids(second));
    assertThat(new TreeSet<>(ids(first)))
        .isEqualTo(new TreeSet<>(ids(second)))
        .hasSizeGreaterThan(250);
  }

  @Test
  void duckDbSeesWhatTheManifestCounts() throws Exception {
    JsonNode counts = new RunOutput(shards).manifest().path("counts");

    for (String split : List.of("train", "validation")) {
      String rows = "read_parquet('" + shards + "/" + split + "/*.parquet')";
      assertThat(query(rows, "count(*)")).isEqualTo(counts.path(split + "_sequences").asLong());
      assertThat(query(rows, "sum(len(input_ids))"))
          .isEqualTo(counts.path(split + "_tokens").asLong());
      assertThat(query(rows, "count(*) FILTER (input_ids[-1] <> 256)")).isZero();
      assertThat(query(rows, "count(*) FILTER (len(input_ids) <> bytes + 1)")).isZero();
    }
  }

  @Test
  void everyLanguageGetsWhatWasPlannedToWithinHalfADocument() throws IOException {
    JsonNode languages = new RunOutput(shards).summary().path("languages");

    assertThat(languages.size()).isEqualTo(3);
    languages.forEach(
        language ->
            assertThat(
                    language.path("achieved_tokens").asLong()
                        - language.path("planned_tokens").asLong())
                .isBetween(-LONGEST_TEXT_BYTES / 2, LONGEST_TEXT_BYTES / 2));
    assertThat(languages.at("/tha_Thai/epochs").asDouble()).isGreaterThan(1);
    assertThat(languages.at("/eng_Latn/epochs").asDouble()).isLessThan(1);
  }

  @Test
  void noClusterIsOnBothSides() throws Exception {
    String train = "read_parquet('" + shards + "/train/*.parquet')";
    String validation = "read_parquet('" + shards + "/validation/*.parquet')";

    assertThat(query(train + " t JOIN " + validation + " v USING (id)", "count(*)")).isZero();
    assertThat(query(validation, "count(*) FILTER (copy > 0)")).isZero();
  }

  @Test
  void aTokenizerFileLiesBesideItsShards() throws Exception {
    Path tokenizer = folder.resolve("words.json");
    Files.writeString(tokenizer, WORD_LEVEL);
    Path output = folder.resolve("words");
    rebalance(output, "--tokenizer=" + tokenizer);

    JsonNode info = new RunOutput(output).manifest().path("tokenizer");
    assertThat(info.path("kind").asText()).isEqualTo("tokenizer.json");
    assertThat(info.path("vocabulary_size").asInt()).isEqualTo(3);
    assertThat(output.resolve("tokenizer.json")).hasContent(WORD_LEVEL);
    String rows = "read_parquet('" + output + "/train/*.parquet')";
    assertThat(query(rows, "count(*) FILTER (input_ids[-1] <> 2 OR input_ids[1] <> 0)")).isZero();
  }

  private static final String WORD_LEVEL =
      """
      {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
       "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null, "decoder": null,
       "model": {"type": "WordLevel", "vocab": {"word": 0, "[UNK]": 1}, "unk_token": "[UNK]"}}
      """;

  @Test
  void foreignFilesInTheOutputFolderSurvive() throws IOException {
    Path output = folder.resolve("shared");
    Path foreign = output.resolve("corpus").resolve("mine.parquet");
    Files.createDirectories(foreign.getParent());
    Files.writeString(foreign, "mine");

    assertThat(Cli.millrace("rebalance", "--input=" + input, "--output=" + output).exitCode())
        .isEqualTo(2);
    rebalance(output, "--overwrite");

    assertThat(foreign).hasContent("mine");
  }

  @Test
  void aDocumentWithoutLanguageNamesItsLine() throws IOException {
    Path broken = folder.resolve("broken.jsonl");
    Files.write(
        broken, List.of("{\"text\":\"fine\",\"language\":\"eng_Latn\"}", "{\"text\":\"x\"}"));

    Cli.Result result =
        Cli.millrace("rebalance", "--input=" + broken, "--output=" + folder.resolve("broken-out"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("broken.jsonl, line 2").contains("language");
    assertThat(folder.resolve("broken-out/manifest.json")).doesNotExist();
  }

  @Test
  void anUnknownMixIsBadUsage() {
    Cli.Result result =
        Cli.millrace(
            "rebalance",
            "--input=" + input,
            "--output=" + folder.resolve("mix"),
            "--languageMix=beta");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("--languageMix").contains("natural or alpha:A");
  }

  private void rebalance(Path output, String... options) {
    List<String> args =
        new ArrayList<>(List.of("rebalance", "--input=" + input, "--output=" + output));
    args.addAll(List.of(options));
    Cli.Result result = Cli.millrace(args.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }

  private static List<String> ids(Path output) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            duckDb
                .createStatement()
                .executeQuery("SELECT id FROM read_parquet('" + output + "/train/*.parquet')")) {
      while (result.next()) {
        ids.add(result.getString(1));
      }
    }
    return ids;
  }

  private static long query(String rows, String aggregate) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            duckDb.createStatement().executeQuery("SELECT " + aggregate + " FROM " + rows)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static final long LONGEST_TEXT_BYTES = 300;

  private static List<String> documents() {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    add(lines, random, "eng_Latn", 220);
    add(lines, random, "deu_Latn", 60);
    add(lines, random, "tha_Thai", 20);
    return lines;
  }

  private static void add(List<String> lines, Random random, String language, int documents) {
    for (int i = 0; i < documents; i++) {
      String text = "word ".repeat(1 + random.nextInt(50)) + language + " " + i;
      lines.add(
          String.format(Locale.ROOT, "{\"text\":\"%s\",\"language\":\"%s\"}", text, language));
    }
  }
}
