package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.transforms.dedup.sketch.LshBands;
import io.millrace.transforms.dedup.sketch.SketchScheme;
import io.millrace.transforms.dedup.sketch.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"--parallelism=2", "--parallelism=4", "--runner=DirectRunner"})
  void parallelismAndRunnerChangeNothing(String option) throws IOException {
    Path other = folder.resolve("other" + option.replace('=', '-'));
    rebalance(other, "--languageMix=alpha:0.3", option);

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
  void noClusterAndNoBandIsOnBothSides() throws Exception {
    // Clusters of two, whose members share most words: some held-out texts share bands with others.
    Random random = new Random(5);
    List<String> lines = new ArrayList<>();
    for (int cluster = 0; cluster < 200; cluster++) {
      String text = words(random, 40);
      String like = cluster % 4 == 0 ? text + " more" : words(random, 40);
      lines.add(line("a" + cluster, "cluster" + cluster, text));
      lines.add(line("b" + cluster, "cluster" + (cluster + 1000), like));
      lines.add(line("c" + cluster, "cluster" + cluster, words(random, 40)));
    }
    Path clustered = folder.resolve("clustered.jsonl");
    Files.write(clustered, lines);
    Path output = folder.resolve("held-out");
    rebalance(clustered, output, "--validationFraction=0.2");

    Map<String, Set<String>> clusters = new HashMap<>();
    Map<String, Set<Long>> bands = new HashMap<>();
    for (String split : List.of("train", "validation")) {
      for (String[] row : texts(output, split)) {
        String number = row[0].substring(1);
        String cluster =
            row[0].startsWith("b") ? String.valueOf(1000 + Integer.parseInt(number)) : number;
        clusters.computeIfAbsent(split, key -> new HashSet<>()).add(cluster);
        long[] keys =
            LshBands.FINEWEB.keys(
                "eng_Latn",
                SketchScheme.of(LshBands.FINEWEB, 5)
                    .signature(row[1], TextNormalizer.normalize(row[1])));
        Set<Long> known = bands.computeIfAbsent(split, key -> new HashSet<>());
        Arrays.stream(keys).forEach(known::add);
      }
    }
    assertThat(clusters.get("validation")).hasSizeGreaterThan(50);
    assertThat(clusters.get("validation")).doesNotContainAnyElementsOf(clusters.get("train"));
    assertThat(bands.get("validation")).doesNotContainAnyElementsOf(bands.get("train"));
    assertThat(new RunOutput(output).summary().at("/stages/0/dropped/shares_band").asInt())
        .isPositive();
  }

  @Test
  void whatIsTakenDownOrEvaluatedOnReachesNoShard() throws Exception {
    Path evaluation = folder.resolve("evaluation.txt");
    Files.writeString(evaluation, "before " + PLANTED + " after\n");
    Path takedown = folder.resolve("takedown.txt");
    Files.writeString(takedown, "https://example.org/gone\n0123456789abcdef0123456789abcdef\n");
    Path texts = folder.resolve("texts.jsonl");
    Random random = new Random(6);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      lines.add(line("kept" + i, "cluster" + i, words(random, 30)));
    }
    lines.add(
        line("planted", "planted", words(random, 9) + " " + PLANTED.toUpperCase(Locale.ROOT)));
    lines.add(line("0123456789abcdef0123456789abcdef", "listed", words(random, 30)));
    lines.add(
        "{\"id\":\"gone\",\"url\":\"https://example.org/gone\",\"language\":\"eng_Latn\",\"text\":\"gone\"}");
    Files.write(texts, lines);
    Path output = folder.resolve("clean");
    rebalance(
        texts,
        output,
        "--evaluationText=" + evaluation,
        "--takedown=" + takedown,
        "--validationFraction=0.1");

    List<String> ids = new ArrayList<>();
    for (String split : List.of("train", "validation")) {
      texts(output, split).forEach(row -> ids.add(row[0]));
    }
    assertThat(ids).hasSize(50).allMatch(id -> id.startsWith("kept"));
    JsonNode stages = new RunOutput(output).summary().path("stages");
    assertThat(stages.at("/0/dropped/listed").asInt()).isEqualTo(2);
    assertThat(stages.at("/2/dropped/contaminated").asInt()).isEqualTo(1);
  }

  @Test
  void phasesLieInTheOrderOfTheirFiles() throws Exception {
    Path mixture = folder.resolve("mixture.yml");
    Files.writeString(
        mixture,
        """
        phases:
          - {share: 0.6, mix: unimax:4}
          - {share: 0.4, languages: {deu_Latn: 1, tha_Thai: 1}}
        """);
    Path output = folder.resolve("phases");
    rebalance(output, "--mixture=" + mixture, "--tokenBudget=20000", "--targetShardBytes=8192");

    String rows = "read_parquet('" + output + "/train/*.parquet', filename = true)";
    assertThat(query(rows, "count(DISTINCT filename)")).isGreaterThan(2);
    assertThat(query(rows, "count(*) FILTER (filename NOT LIKE '%/train/phase-' || phase || '-%')"))
        .isZero();
    assertThat(query(rows, "count(*) FILTER (phase = 1 AND language = 'eng_Latn')")).isZero();
    assertThat(query(rows, "sum(len(input_ids)) FILTER (phase = 1)"))
        .isBetween(8_000 - 2 * LONGEST_TEXT_BYTES, 8_000 + 2 * LONGEST_TEXT_BYTES);
    JsonNode languages = new RunOutput(output).manifest().at("/details/languages");
    assertThat(languages.at("/deu_Latn/phases/1/planned_tokens").asLong()).isEqualTo(4_000);
  }

  @Test
  void documentsOfClustersCountByTheTable() throws Exception {
    Path texts = folder.resolve("sizes.jsonl");
    List<String> lines = new ArrayList<>();
    for (int size : new int[] {1, 3, 50, 500, 5000}) {
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"id\":\"size%d\",\"cluster_size\":%d,\"language\":\"eng_Latn\",\"text\":\"size %d\"}",
              size,
              size,
              size));
    }
    Files.write(texts, lines);
    Path output = folder.resolve("rehydrated");
    rebalance(texts, output, "--rehydrate=table", "--validationFraction=0");

    String rows = "read_parquet('" + output + "/train/*.parquet')";
    assertThat(query(rows, "count(*)")).isEqualTo(1 + 3 + 5 + 8 + 1);
    assertThat(query(rows, "count(*) FILTER (id = 'size500')")).isEqualTo(8);
    assertThat(query(rows, "max(copy) FILTER (id = 'size50')")).isEqualTo(4);
  }

  @Test
  void weightsFollowFromACurateRun() throws Exception {
    Path curated = folder.resolve("curated");
    Path crawl = Sample.subset(folder.resolve("crawl.warc.gz"), 6, 80);
    assertThat(Cli.millrace("curate", "--input=" + crawl, "--output=" + curated).exitCode())
        .isZero();
    Path output = folder.resolve("curated-shards");
    rebalance(curated, output, "--rehydrate=weights", "--validationFraction=0.1");

    String statistics = "read_parquet('" + curated + "/statistics/*.parquet')";
    JsonNode curate = new RunOutput(curated).summary();
    assertThat(query(statistics, "sum(entered)")).isEqualTo(curate.at("/stages/4/in").asLong());
    assertThat(query(statistics, "sum(entered - removed)"))
        .isEqualTo(curate.at("/stages/4/kept").asLong());
    String train = "read_parquet('" + output + "/train/*.parquet')";
    String validation = "read_parquet('" + output + "/validation/*.parquet')";
    String documents = "read_parquet('" + curated + "/documents/*/*.parquet')";
    assertThat(query(train, "count(DISTINCT id)") + query(validation, "count(*)"))
        .isEqualTo(query(documents, "count(*)"));
  }

  @Test
  void weightsNeedTheStatisticsOfCurateRuns() {
    Cli.Result result =
        Cli.millrace(
            "rebalance",
            "--input=" + input,
            "--output=" + folder.resolve("weights"),
            "--rehydrate=weights");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("--rehydrate=weights").contains("--rehydrate=table");
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
    assertThat(result.stderr()).contains("--languageMix").contains("natural, alpha:A");
  }

  private static final String PLANTED =
      "thirteen words stand here in a row and no shard may ever hold them";

  private static String words(Random random, int count) {
    StringJoiner words = new StringJoiner(" ");
    for (int i = 0; i < count; i++) {
      words.add("w" + Integer.toString(random.nextInt(1 << 20), 26).replaceAll("[0-9]", "x"));
    }
    return words.toString();
  }

  private static String line(String id, String cluster, String text) {
    return String.format(
        Locale.ROOT,
        "{\"id\":\"%s\",\"cluster_id\":\"%s\",\"language\":\"eng_Latn\",\"text\":\"%s\"}",
        id,
        cluster,
        text);
  }

  /** Id and text of every sequence. */
  private static List<String[]> texts(Path output, String split) throws SQLException {
    List<String[]> rows = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            duckDb
                .createStatement()
                .executeQuery(
                    "SELECT id, list_aggregate(list_transform(input_ids[:-2], lambda b: chr(b)), 'string_agg', '')"
                        + " FROM read_parquet('"
                        + output
                        + "/"
                        + split
                        + "/*.parquet')")) {
      while (result.next()) {
        rows.add(new String[] {result.getString(1), result.getString(2)});
      }
    }
    return rows;
  }

  private void rebalance(Path output, String... options) {
    rebalance(input, output, options);
  }

  private static void rebalance(Path input, Path output, String... options) {
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
