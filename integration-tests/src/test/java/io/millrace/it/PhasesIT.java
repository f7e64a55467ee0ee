package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.training.data.DataPosition;
import io.millrace.training.data.Row;
import io.millrace.training.data.ShardDataset;
import io.millrace.training.loop.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A mixture of two phases on its way through the shards into the trainer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhasesIT {
  private static final int BATCH_SEQUENCES = 8;

  @TempDir static Path folder;

  private Path shards;
  private Manifest manifest;
  private String printed;

  @BeforeAll
  void rebalanceInTwoPhases() throws IOException {
    Path input = folder.resolve("documents.jsonl");
    Files.write(input, documents());
    Path mixture = folder.resolve("mixture.yml");
    Files.writeString(
        mixture,
        """
        phases:
          - {share: 0.6, mix: natural}
          - {share: 0.4, languages: {deu_Latn: 3, tha_Thai: 1}}
        """);
    shards = folder.resolve("shards");
    Cli.Result result =
        Cli.millrace(
            "rebalance",
            "--input=" + input,
            "--output=" + shards,
            "--mixture=" + mixture,
            "--targetShardBytes=4096",
            "--rowGroupRows=5");
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    printed = result.stdout();
    Path file = shards.resolve(Manifest.FILE_NAME);
    manifest = Manifest.fromJson(Files.readAllBytes(file), file.toString());
  }

  @Test
  void allReadersFindTheSameRowsAsManyAsTheManifestCounts() throws Exception {
    Map<String, Long> counts = new HashMap<>();
    for (DataFile described : manifest.files()) {
      if (!described.path().endsWith(".parquet")) {
        continue;
      }
      Path file = shards.resolve(described.path());
      List<ShardRow> rows = ShardRow.byParquetAvro(file);

      assertThat(ShardRow.byArrow(file)).as(described.path()).isEqualTo(rows);
      assertThat(ShardRow.byDuckDb(file)).as(described.path()).isEqualTo(rows);
      long tokens = rows.stream().mapToLong(row -> row.inputIds().size()).sum();
      assertThat(rows).hasSize((int) described.rows());
      assertThat(tokens).isEqualTo(described.tokens());
      String split = described.path().replaceFirst("/.*", "");
      counts.merge(split + "_sequences", described.rows(), Long::sum);
      counts.merge(split + "_tokens", tokens, Long::sum);
    }
    assertThat(counts).isEqualTo(manifest.counts());
    assertThat(manifest.files()).hasSizeGreaterThan(6);
  }

  @Test
  void everyPhaseTellsWhatItsLanguagesGot() throws Exception {
    JsonNode languages = manifest.details().get("languages");
    for (int phase = 0; phase < 2; phase++) {
      int number = phase;
      List<ShardRow> rows = trainRows().stream().filter(row -> row.phase() == number).toList();
      double ofAll = tokens(rows);
      for (String language : List.of("eng_Latn", "deu_Latn", "tha_Thai")) {
        JsonNode told = languages.path(language).path("phases").path(phase);
        long achieved =
            tokens(rows.stream().filter(row -> row.language().equals(language)).toList());

        assertThat(told.path("achieved_tokens").asLong()).isEqualTo(achieved);
        assertThat(told.path("sampling_rate").asDouble()).isEqualTo(achieved / ofAll);
        assertThat(told.path("epochs").asDouble())
            .isEqualTo((double) achieved / languages.path(language).path("tokens").asLong());
      }
    }
    assertThat(languages.at("/deu_Latn/phases/1/sampling_rate").asDouble())
        .isCloseTo(0.75, within(0.03));
    assertThat(new RunOutput(shards).summary().path("languages")).isEqualTo(languages);
    assertThat(printed)
        .containsSubsequence("language", "phase", "planned", "achieved", "epochs", "sampling rate")
        .containsPattern("deu_Latn +all ");
    assertThat(shards.resolve("report.html")).content().contains("Languages by phase (6)");
  }

  private static long tokens(List<ShardRow> rows) {
    return rows.stream().mapToLong(row -> row.inputIds().size()).sum();
  }

  @Test
  void theTrainerReadsPhaseAfterPhase() throws Exception {
    List<ShardRow> rows = trainRows();
    List<String> consumed = new ArrayList<>();
    try (ShardDataset dataset = TrainingData.open(shards).train(2)) {
      for (long row = 0; row < dataset.rows(); row++) {
        Row next = dataset.next();
        consumed.add(next.id());
        assertThat(next.tokens()).hasSize((int) next.bytes() + 1);
      }
      assertThat(dataset.position().epoch()).isZero();
    }

    assertThat(consumed).isEqualTo(rows.stream().map(ShardRow::id).toList());
    assertThat(rows).extracting(ShardRow::phase).isSorted().contains(0, 1);
    assertThat(rows.stream().filter(row -> row.phase() == 0).map(ShardRow::language))
        .contains("eng_Latn", "deu_Latn", "tha_Thai");
    assertThat(rows.stream().filter(row -> row.phase() == 1).map(ShardRow::language))
        .containsOnly("deu_Latn", "tha_Thai");
  }

  @Test
  void trainGoesFromTheFirstPhaseIntoTheSecond() throws Exception {
    List<ShardRow> rows = trainRows();
    long firstPhase = rows.stream().filter(row -> row.phase() == 0).count();
    int steps = Math.toIntExact(firstPhase / BATCH_SEQUENCES);

    // After so many steps less than a batch of the first phase is left; one more enters the second.
    assertThat(rows.get(rowsBefore(train(steps))).phase()).isZero();
    assertThat(rows.get(rowsBefore(train(steps + 1))).phase()).isEqualTo(1);
    assertThat(rowsBefore(train(steps + 1))).isEqualTo((steps + 1) * BATCH_SEQUENCES);
  }

  /** The rows of all train files, in the order of their names. */
  private List<ShardRow> trainRows() throws IOException {
    List<ShardRow> rows = new ArrayList<>();
    for (DataFile file : trainFiles()) {
      rows.addAll(ShardRow.byParquetAvro(shards.resolve(file.path())));
    }
    return rows;
  }

  private List<DataFile> trainFiles() {
    return manifest.files().stream().filter(file -> file.path().startsWith("train/")).toList();
  }

  /** Trains and tells where the checkpoint would go on. */
  private DataPosition train(int steps) throws IOException {
    Path output = folder.resolve("run-" + steps);
    if (!Files.exists(output)) {
      Cli.Result result =
          Cli.train(
              "train",
              "--data=" + shards,
              "--output=" + output,
              "--steps=" + steps,
              "--layers=1",
              "--width=16",
              "--heads=2",
              "--keyValueHeads=2",
              "--stages=1",
              "--devices=CPU:0",
              "--chunkTokens=256",
              "--globalBatchSequences=" + BATCH_SEQUENCES);
      assertThat(result.exitCode()).as(result.stderr()).isZero();
    }
    JsonNode checkpoint =
        new ObjectMapper()
            .readTree(
                output
                    .resolve(
                        String.format(Locale.ROOT, "checkpoints/step-%08d/checkpoint.json", steps))
                    .toFile());
    JsonNode position = checkpoint.at("/state/position");
    return new DataPosition(
        position.path("epoch").asInt(),
        position.path("shard").asInt(),
        position.path("row_group").asInt(),
        position.path("row").asLong());
  }

  /** How many rows lie before a position of the first epoch; row groups are of five rows. */
  private int rowsBefore(DataPosition position) {
    assertThat(position.epoch()).isZero();
    long rows = trainFiles().subList(0, position.shard()).stream().mapToLong(DataFile::rows).sum();
    return Math.toIntExact(rows + 5L * position.rowGroup() + position.row());
  }

  private static List<String> documents() {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      String language = i % 5 < 3 ? "eng_Latn" : i % 5 == 3 ? "deu_Latn" : "tha_Thai";
      StringBuilder text = new StringBuilder();
      for (int words = 4 + random.nextInt(20); words > 0; words--) {
        text.append(Integer.toString(random.nextInt(1 << 20), 36)).append(' ');
      }
      lines.add(
          String.format(Locale.ROOT, "{\"text\":\"%s\",\"language\":\"%s\"}", text, language));
    }
    return lines;
  }
}
