package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace inspect} and {@code millrace query} on the sample's results. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InspectIT {
  @TempDir static Path folder;

  private Path curated;
  private Path shards;

  @BeforeAll
  void curateAndRebalance() {
    curated = folder.resolve("curated");
    shards = folder.resolve("shards");
    succeed("curate", "--input=" + Sample.WARC, "--output=" + curated);
    succeed("rebalance", "--input=" + curated, "--output=" + shards, "--languageMix=alpha:0.3");
  }

  @Test
  void aDataSetIsToldInTheOrderOfWhatMatters() {
    String text = succeed("inspect", "--data=" + curated, "--maxLanguages=2", "--samples=1");

    assertThat(text)
        .containsSubsequence(
            "kind              documents",
            "counts",
            "tables",
            "stages",
            "quality",
            "languages",
            "swh_Latn",
            "columns",
            "language_alternatives",
            "samples",
            "swh_Latn")
        .doesNotContain("Infinity", "null");
  }

  @Test
  void countsAreTheManifests() throws IOException {
    JsonNode findings = inspect("--data=" + curated, "--maxLanguages=0");
    TreeMap<String, Long> languages = new TreeMap<>();
    findings
        .path("languages")
        .forEach(
            row -> languages.put(row.path("language").asText(), row.path("documents").asLong()));
    TreeMap<String, Long> expected = new TreeMap<>();
    new RunOutput(curated)
        .summary()
        .path("languages")
        .properties()
        .forEach(
            language -> {
              long documents = language.getValue().path("documents").asLong();
              if (documents > 0) {
                expected.put(language.getKey(), documents);
              }
            });

    assertThat(languages).isEqualTo(expected);
    assertThat(findings.path("samples")).hasSize(expected.size());
    assertThat(findings.path("counts")).isEqualTo(new RunOutput(curated).manifest().path("counts"));
  }

  @Test
  void shardsAndSingleFilesAreTold() throws IOException {
    JsonNode tokens = inspect("--data=" + shards, "--maxLanguages=3");
    assertThat(tokens.at("/tokenizer/vocabulary_size").asInt()).isEqualTo(257);
    assertThat(tokens.path("languages")).hasSize(3);
    assertThat(tokens.path("samples")).hasSize(3);

    JsonNode file = inspect("--data=" + shards.resolve("train/part-00000-of-00001.parquet"));
    assertThat(file.at("/file/rows").asLong())
        .isEqualTo(new RunOutput(shards).manifest().at("/counts/train_sequences").asLong());
    assertThat(file.at("/columns/0/compression").asText()).isEqualTo("ZSTD");
  }

  @Test
  void aDocumentThatARuleDroppedIsTracedToTheRuleItsValueAndItsThreshold() throws IOException {
    JsonNode dropped = first("SELECT * FROM dropped WHERE stage = 'quality' ORDER BY id LIMIT 1");

    JsonNode trace = trace(dropped.path("id").asText());

    assertThat(trace.path("fate").asText())
        .isEqualTo("dropped by quality: " + dropped.path("reason").asText());
    JsonNode stages = trace.path("stages");
    assertThat(stages.get(stages.size() - 1).toString())
        .isEqualTo(
            "{\"stage\":\"quality\",\"outcome\":\"dropped\",\"rule\":\"%s\",\"value\":\"%s\",\"threshold\":\"%s\"}"
                .formatted(
                    dropped.path("reason").asText(),
                    dropped.path("value").asText(),
                    dropped.path("threshold").asText()));
    assertThat(stages.get(0).path("outcome").asText()).isEqualTo("kept");
  }

  @Test
  void aNearDuplicateLeadsToTheDocumentThatStandsForIt() throws IOException {
    JsonNode dropped =
        first("SELECT * FROM dropped WHERE reason = 'near_duplicate' ORDER BY id LIMIT 1");
    String cluster = dropped.path("value").asText();
    JsonNode kept = first("SELECT id FROM documents WHERE cluster_id = '" + cluster + "'");

    JsonNode trace = trace(dropped.path("id").asText());

    assertThat(trace.at("/cluster/cluster_id").asText()).isEqualTo(cluster);
    assertThat(trace.at("/cluster/kept_document").asText()).isEqualTo(kept.path("id").asText());
    assertThat(trace.path("members"))
        .extracting(member -> member.path("id").asText())
        .contains(dropped.path("id").asText(), kept.path("id").asText());
  }

  @Test
  void aKeptDocumentHasItsWholeClusterAndItsCopies() throws IOException {
    JsonNode kept =
        first(
            "SELECT id, url, cluster_size, copies FROM documents JOIN (SELECT id, count(*) AS copies FROM train GROUP BY id) USING (id) WHERE cluster_size > 2 ORDER BY copies DESC, id LIMIT 1");

    JsonNode trace = trace(kept.path("url").asText());

    assertThat(trace.path("id")).isEqualTo(kept.path("id"));
    assertThat(trace.path("fate").asText()).startsWith("kept").endsWith("; in the mixture");
    assertThat(trace.at("/cluster/cluster_size")).isEqualTo(kept.path("cluster_size"));
    assertThat(trace.path("members")).hasSize(kept.path("cluster_size").asInt());
    assertThat(trace.at("/copies_in_the_mixture/0/copies")).isEqualTo(kept.path("copies"));
  }

  @Test
  void anUnknownDocumentIsAFailureThatSaysWhereItWasLookedFor() {
    Cli.Result result =
        Cli.millrace("inspect", "--data=" + curated, "--document=http://nowhere.example/");

    assertThat(result.exitCode()).isOne();
    assertThat(result.stderr()).contains("http://nowhere.example/ is in none of " + curated);
  }

  @Test
  void whatCannotBeInspectedIsBadUsage() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "nothing");

    assertThat(usage("inspect", "--data=" + text)).contains("those end in .parquet");
    assertThat(usage("inspect", "--data=" + folder)).contains("has no manifest.json");
    assertThat(usage("inspect", "--data=s3://bucket/data")).contains("is not on this machine");
    assertThat(usage("inspect", "--data=" + shards.resolve("train"), "--document=x"))
        .contains("is no data set");
    assertThat(usage("query", "--data=" + curated, "--data=" + curated, "--sql=SELECT 1"))
        .contains("both have documents; ask one at a time");
    assertThat(usage("query", "--data=" + curated, "--sql=DROP VIEW documents"))
        .contains("--sql: expected one statement that only reads");
  }

  private static String usage(String... command) {
    Cli.Result result = Cli.millrace(command);
    assertThat(result.exitCode()).as(result.stderr()).isEqualTo(2);
    return result.stderr();
  }

  private JsonNode trace(String document) throws IOException {
    return inspect("--data=" + curated, "--data=" + shards, "--document=" + document);
  }

  private static JsonNode inspect(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("inspect", "--format=json"));
    command.addAll(List.of(options));
    return new ObjectMapper().readTree(succeed(command.toArray(String[]::new)));
  }

  private JsonNode first(String sql) throws IOException {
    String json =
        succeed("query", "--data=" + curated, "--data=" + shards, "--sql=" + sql, "--format=json");
    return new ObjectMapper().readTree(json);
  }

  private static String succeed(String... command) {
    Cli.Result result = Cli.millrace(command);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stdout();
  }
}
