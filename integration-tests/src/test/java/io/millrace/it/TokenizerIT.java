package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.io.tokenizer.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Curates the sample crawl, learns a tokenizer from it, and rebalances with that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenizerIT {
  private static final int VOCABULARY_SIZE = 2000;

  @TempDir static Path folder;

  private Path curated;
  private Path tokenizer;
  private String printed;

  @BeforeAll
  void learnFromTheSample() {
    curated = folder.resolve("curated");
    succeed("curate", "--input=" + Sample.WARC, "--output=" + curated);
    tokenizer = folder.resolve("one").resolve("tokenizer.json");
    printed = learn(curated, tokenizer, "--parallelism=1");
  }

  @Test
  void parallelismChangesNothing() throws IOException {
    Path other = folder.resolve("four").resolve("tokenizer.json");
    learn(curated, other, "--parallelism=4");

    assertThat(other).hasSameBinaryContentAs(tokenizer);
    assertThat(comparable(other, "summary")).isEqualTo(comparable(tokenizer, "summary"));
    assertThat(comparable(other, "manifest")).isEqualTo(comparable(tokenizer, "manifest"));
  }

  @Test
  void theRunnerChangesNothing() throws IOException {
    Path texts = folder.resolve("texts.jsonl");
    Files.write(
        texts,
        List.of(
            "{\"language\":\"deu_Latn\",\"text\":\"Die Mühle mahlt, und die Mühle steht am Wehr.\"}",
            "{\"language\":\"eng_Latn\",\"text\":\"The mill grinds and the mill stands by the weir.\"}",
            "{\"language\":\"tha_Thai\",\"text\":\"โรงสีโม่แป้ง โรงสีตั้งอยู่ริมฝาย\"}"));
    Path flink = folder.resolve("flink.json");
    Path direct = folder.resolve("direct.json");
    learn(texts, flink, "--parallelism=2");
    learn(texts, direct, "--runner=DirectRunner");

    assertThat(direct).hasSameBinaryContentAs(flink);
    assertThat(comparable(direct, "summary")).isEqualTo(comparable(flink, "summary"));
  }

  @Test
  void nothingIsLeftBesideTheFileButItsManifestAndSummary() throws IOException {
    try (Stream<Path> files = Files.list(tokenizer.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "tokenizer.json", "tokenizer.manifest.json", "tokenizer.summary.json");
    }
  }

  @Test
  void theManifestTellsWhatTheFileIs() throws IOException {
    JsonNode manifest = comparable(tokenizer, "manifest");

    assertThat(manifest.path("kind").asText()).isEqualTo("tokenizer");
    assertThat(manifest.at("/tokenizer/vocabulary_size").asInt()).isEqualTo(VOCABULARY_SIZE);
    assertThat(manifest.at("/tokenizer/boundary_id").asInt()).isEqualTo(256);
    assertThat(manifest.at("/tokenizer/sha256").asText()).isEqualTo(RunOutput.sha256(tokenizer));
    assertThat(manifest.at("/files/0/path").asText()).isEqualTo("tokenizer.json");
    assertThat(manifest.at("/details/languages").size()).isGreaterThan(50);
  }

  @Test
  void rebalanceMakesShardsWithIt() throws Exception {
    Path shards = folder.resolve("shards");
    succeed(
        "rebalance",
        "--input=" + curated,
        "--output=" + shards,
        "--tokenizer=" + tokenizer,
        "--validationFraction=0");

    JsonNode info = new RunOutput(shards).manifest().path("tokenizer");
    assertThat(info.path("vocabulary_size").asInt()).isEqualTo(VOCABULARY_SIZE);
    assertThat(info.path("boundary_id").asInt()).isEqualTo(256);
    assertThat(shards.resolve("tokenizer.json")).hasSameBinaryContentAs(tokenizer);
    String rows = "read_parquet('" + shards + "/train/*.parquet')";
    assertThat(query("SELECT count(*) FROM " + rows + " WHERE input_ids[-1] <> 256"))
        .isEqualTo("0");
    assertThat(query("SELECT max(list_max(input_ids)) < " + VOCABULARY_SIZE + " FROM " + rows))
        .isEqualTo("true");
    tokensOfEveryLanguageAreThoseMeasured(new RunOutput(shards).summary().path("languages"));
  }

  /** Our own encoder measured; Hugging Face's library made the shards. */
  private void tokensOfEveryLanguageAreThoseMeasured(JsonNode rebalanced) throws IOException {
    JsonNode measured = comparable(tokenizer, "summary").path("languages");

    assertThat(rebalanced.size()).isEqualTo(measured.size());
    measured
        .properties()
        .forEach(
            language -> {
              JsonNode shards = rebalanced.path(language.getKey());
              long boundaries = shards.path("documents").asLong();
              assertThat(language.getValue().path("tokens").asLong())
                  .as(language.getKey())
                  .isEqualTo(shards.path("tokens").asLong() - boundaries);
            });
  }

  @Test
  void everyCuratedTextComesBackWhole() throws Exception {
    try (Tokenizer library = Tokenizers.open(Files.readAllBytes(tokenizer), "tokenizer.json");
        Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet texts =
            duckDb
                .createStatement()
                .executeQuery(
                    "SELECT text FROM read_parquet('" + curated + "/documents/*/*.parquet')")) {
      int count = 0;
      while (texts.next()) {
        String text = texts.getString(1);
        assertThat(library.decode(library.encode(text))).isEqualTo(text);
        count++;
      }
      assertThat(count).isGreaterThan(300);
    }
  }

  @Test
  void theSmallestLanguagePaysLessWhenLanguagesAreEvened() throws IOException {
    Path even = folder.resolve("even.json");
    learn(curated, even, "--languageMix=alpha:0");

    JsonNode languages = comparable(tokenizer, "summary").path("languages");
    String smallest =
        languages
            .propertyStream()
            .min(Comparator.comparingLong(language -> language.getValue().path("bytes").asLong()))
            .map(Map.Entry::getKey)
            .orElseThrow();
    assertThat(tokensPerByte(even, smallest)).isLessThan(tokensPerByte(tokenizer, smallest));
  }

  @Test
  void aMixtureOfOneLanguageLearnsFromThatAlone() throws IOException {
    Path texts = folder.resolve("two-languages.jsonl");
    Files.write(
        texts,
        List.of(
            "{\"language\":\"eng_Latn\",\"text\":\"mill mill mill mill\"}",
            "{\"language\":\"deu_Latn\",\"text\":\"wehr wehr wehr wehr\"}"));
    Path mixture = folder.resolve("mixture.yml");
    Files.writeString(
        mixture, "phases: [{share: 2, mix: unimax:1}, {share: 1, languages: {deu_Latn: 1}}]");
    Path german = folder.resolve("german.yml");
    Files.writeString(german, "languages: {deu_Latn: 1}");
    Path both = folder.resolve("both.json");
    Path one = folder.resolve("one.json");
    learn(texts, both, "--mixture=" + mixture);
    learn(texts, one, "--mixture=" + german);

    assertThat(both).content().contains("\"mill\"", "\"wehr\"");
    assertThat(one).content().contains("\"wehr\"").doesNotContain("\"mill\"");
    assertThat(comparable(one, "summary").at("/stages/1/dropped/no_share").asLong()).isEqualTo(2);
  }

  @Test
  void aMixtureAndALanguageMixAreBadUsage() throws IOException {
    Path mixture = folder.resolve("natural.yml");
    Files.writeString(mixture, "phases: [{share: 1, mix: natural}]");

    Cli.Result both =
        Cli.millrace(
            arguments(
                curated,
                folder.resolve("bad.json"),
                "--mixture=" + mixture,
                "--languageMix=alpha:0"));
    Cli.Result none =
        Cli.millrace(arguments(curated, folder.resolve("bad.json"), "--mixture=none.yml"));

    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.stderr()).contains("--mixture").contains("--languageMix");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.stderr()).contains("--mixture").contains("none.yml");
  }

  private static double tokensPerByte(Path tokenizer, String language) throws IOException {
    return comparable(tokenizer, "summary")
        .path("languages")
        .path(language)
        .path("tokens_per_byte")
        .asDouble();
  }

  @Test
  void theTableTellsWhoPaysMost() {
    assertThat(printed)
        .containsSubsequence("tokens a byte", "bytes a token", "vocabulary of 2,000 ids");
    List<Double> tokensPerByte =
        printed
            .lines()
            .filter(line -> line.matches("[a-z]{3}_[A-Z][a-z]{3} .*"))
            .map(line -> Double.valueOf(line.split(" +")[5]))
            .toList();
    assertThat(tokensPerByte)
        .hasSizeGreaterThan(50)
        .isSortedAccordingTo((left, right) -> Double.compare(right, left));
  }

  @Test
  void aSecondRunOfTheSameFindsItsResultThere() {
    Cli.Result again = Cli.millrace(arguments(curated, tokenizer, "--parallelism=1"));

    assertThat(again.exitCode()).isZero();
    assertThat(again.stderr()).contains("already");
  }

  @Test
  void otherResultsAreNotOverwrittenUnasked() throws IOException {
    Path output = folder.resolve("mine.json");
    Files.writeString(output, "mine");
    Path texts = folder.resolve("one-text.jsonl");
    Files.writeString(texts, "{\"language\":\"eng_Latn\",\"text\":\"mill mill\"}\n");

    assertThat(Cli.millrace(arguments(texts, output)).exitCode()).isEqualTo(2);
    assertThat(output).hasContent("mine");
    learn(texts, output, "--overwrite");
    assertThat(comparable(output, "manifest").at("/files/0/sha256").asText())
        .isEqualTo(RunOutput.sha256(output));
  }

  @Test
  void textsWithoutAnyWordMakeNoTokenizer() throws IOException {
    Path texts = folder.resolve("empty.jsonl");
    Files.writeString(texts, "{\"language\":\"eng_Latn\",\"text\":\"\"}\n");
    Path output = folder.resolve("empty.json");

    Cli.Result result = Cli.millrace(arguments(texts, output));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("--input").contains("empty");
    assertThat(output).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--vocabularySize=256, --vocabularySize",
    "--vocabularySize=many, --vocabularySize",
    "--maxTokenBytes=1, --maxTokenBytes",
    "--maxWordBytes=3, --maxWordBytes",
    "--languageMix=beta, --languageMix",
    "--specialToken=<|endoftext|>, --specialToken",
    "--vocabularySiez=300, --vocabularySize",
  })
  void badOptionsAreNamed(String option, String named) {
    Cli.Result result =
        Cli.millrace("tokenizer", "--input=" + curated, "--output=" + folder + "/bad.json", option);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains(named);
  }

  @Test
  void aVocabularyWithoutRoomForItsSpecialTokensIsBadUsage() {
    Cli.Result result =
        Cli.millrace(
            "tokenizer",
            "--input=" + curated,
            "--output=" + folder + "/bad.json",
            "--vocabularySize=257",
            "--specialToken=<|pad|>");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("--vocabularySize").contains("258");
  }

  @Test
  void anInputOrOutputThatCannotBeIsBadUsage() {
    Cli.Result noInput =
        Cli.millrace(arguments(folder.resolve("none-*.jsonl"), folder.resolve("bad.json")));
    Cli.Result aFolder =
        Cli.millrace("tokenizer", "--input=" + curated, "--output=" + folder + "/");

    assertThat(noInput.exitCode()).isEqualTo(2);
    assertThat(noInput.stderr()).contains("--input").contains("matches no file");
    assertThat(aFolder.exitCode()).isEqualTo(2);
    assertThat(aFolder.stderr()).contains("--output").contains("is a folder");
  }

  private static String learn(Path input, Path output, String... options) {
    return succeed(arguments(input, output, options));
  }

  private static String[] arguments(Path input, Path output, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "tokenizer",
                "--input=" + input,
                "--output=" + output,
                "--vocabularySize=" + VOCABULARY_SIZE,
                "--minFrequency=1",
                "--maxWordBytes=65536"));
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  private static String succeed(String... args) {
    Cli.Result result = Cli.millrace(args);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stdout();
  }

  /** What lies beside a tokenizer, without what differs from run to run. */
  private static JsonNode comparable(Path tokenizer, String what) throws IOException {
    String name = tokenizer.getFileName().toString().replace(".json", "." + what + ".json");
    ObjectNode json =
        (ObjectNode) new ObjectMapper().readTree(tokenizer.resolveSibling(name).toFile());
    json.remove(List.of("run_id", "seconds", "created", "options", "inputs"));
    for (JsonNode stage : json.path("stages")) {
      ((ObjectNode) stage).remove("seconds");
    }
    return json;
  }

  private static String query(String sql) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result = duckDb.createStatement().executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
