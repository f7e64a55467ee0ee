package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.jobs.query.DataSet;
import io.millrace.jobs.query.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What curate and rebalance write, read by libraries that know nothing of Millrace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteropIT {
  @TempDir static Path folder;

  private final List<Path> files = new ArrayList<>();
  private Path curated;
  private Path shards;

  @BeforeAll
  void curateAndRebalance() throws IOException {
    Path crawl = Sample.subset(folder.resolve("crawl.warc.gz"), 5, 100);
    Path known = folder.resolve("known");
    curated = folder.resolve("curated");
    shards = folder.resolve("shards");
    succeed("curate", "--input=" + crawl, "--output=" + known);
    succeed(
        "curate", "--input=" + Sample.WARC, "--output=" + curated, "--knownSignatures=" + known);
    succeed(
        "rebalance",
        "--input=" + curated,
        "--input=" + known,
        "--output=" + shards,
        "--languageMix=alpha:0.3",
        "--validationFraction=0.2");
    for (Path output : List.of(curated, shards)) {
      try (Stream<Path> paths = Files.walk(output)) {
        paths.filter(path -> path.toString().endsWith(".parquet")).sorted().forEach(files::add);
      }
    }
  }

  @Test
  void everyKindOfFileIsThere() {
    Set<String> kinds = new TreeSet<>();
    files.forEach(file -> kinds.add(folder.relativize(file).getName(1).toString()));

    assertThat(kinds)
        .contains("documents", "dropped", "signatures", "statistics", "train", "validation");
  }

  @Test
  void duckDbArrowAndParquetJavaReadTheSameRows() throws Exception {
    long rows = 0;
    for (Path file : files) {
      List<Map<String, Object>> expected = ParquetRows.byParquetJava(file);
      assertThat(ParquetRows.byArrow(file)).as(file.toString()).isEqualTo(expected);
      List<String> columns = expected.isEmpty() ? List.of() : List.copyOf(expected.get(0).keySet());
      assertThat(ParquetRows.byDuckDb(file, columns)).as(file.toString()).isEqualTo(expected);
      rows += expected.size();
    }
    assertThat(rows).isEqualTo(rowsOf(curated) + rowsOf(shards)).isGreaterThan(300);
  }

  @Test
  void whatGoesInComesOut() throws IOException {
    String[] texts = {
      "Plain ASCII, with \"quotes\".",
      "Zwölf Boxkämpfer\nund 👩‍🚀 in 漢字",
      "\u0645\u0631\u062D\u0628\u0627\nעולם"
    };
    Path input = Sample.textRecords(folder.resolve("texts.wet"), texts);
    Path output = folder.resolve("texts");
    succeed(
        "curate",
        "--input=" + input,
        "--output=" + output,
        "--skipStages=language,dedup,quality,repair,redact");
    Path tokens = folder.resolve("tokens");
    succeed("rebalance", "--input=" + output, "--output=" + tokens, "--validationFraction=0");

    try (Database database = Database.of(List.of(DataSet.open(output), DataSet.open(tokens)))) {
      List<Map<String, Object>> rows =
          database.rows("SELECT text, input_ids FROM documents JOIN train USING (id) ORDER BY url");
      assertThat(rows).hasSize(texts.length);
      for (int i = 0; i < texts.length; i++) {
        assertThat(rows.get(i).get("text")).isEqualTo(texts[i]);
        assertThat(rows.get(i).get("input_ids")).isEqualTo(bytesAndBoundary(texts[i]));
      }
    }
  }

  private static List<Integer> bytesAndBoundary(String text) {
    List<Integer> ids = new ArrayList<>();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      ids.add(b & 0xFF);
    }
    ids.add(256);
    return ids;
  }

  @Test
  void everyColumnHasStatisticsPageIndexAndZstd() throws IOException {
    for (Path file : files) {
      try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
        for (BlockMetaData rowGroup : reader.getFooter().getBlocks()) {
          for (ColumnChunkMetaData column : rowGroup.getColumns()) {
            String name = file + ": " + column.getPath();
            Statistics<?> statistics = column.getStatistics();
            assertThat(column.getCodec()).as(name).isEqualTo(CompressionCodecName.ZSTD);
            assertThat(statistics.isNumNullsSet()).as(name).isTrue();
            assertThat(statistics.hasNonNullValue())
                .as(name)
                .isEqualTo(statistics.getNumNulls() < column.getValueCount());
            assertThat(reader.readColumnIndex(column)).as(name).isNotNull();
            assertThat(reader.readOffsetIndex(column)).as(name).isNotNull();
          }
        }
      }
    }
  }

  @Test
  void typesArePlainAndNoColumnRepeatsItsFolder() throws IOException {
    for (Path file : files) {
      try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
        reader.getFooter().getFileMetaData().getSchema().getFields().forEach(this::checkPlain);
        String partition = file.getParent().getFileName().toString().replaceFirst("=.*", "");
        assertThat(reader.getFooter().getFileMetaData().getSchema().containsField(partition))
            .as(file.toString())
            .isFalse();
      }
    }
  }

  private void checkPlain(Type type) {
    LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
    if (type.isPrimitive()) {
      assertThat(type.asPrimitiveType().getPrimitiveTypeName())
          .isIn(
              PrimitiveTypeName.INT32,
              PrimitiveTypeName.INT64,
              PrimitiveTypeName.DOUBLE,
              PrimitiveTypeName.BINARY);
      assertThat(annotation == null || annotation instanceof StringLogicalTypeAnnotation)
          .as(type.toString())
          .isTrue();
    } else {
      if (annotation instanceof ListLogicalTypeAnnotation) {
        // The layout that the specification asks for, by whose names readers know it.
        Type repeated = type.asGroupType().getType(0);
        assertThat(repeated.getName()).isEqualTo("list");
        assertThat(repeated.asGroupType().getType(0).getName()).isEqualTo("element");
      }
      type.asGroupType().getFields().forEach(this::checkPlain);
    }
  }

  @Test
  void theCardsConfigurationsNameExactlyTheDocumentsOfEachLanguage() throws IOException {
    Map<String, Set<String>> expected = new TreeMap<>();
    files.stream()
        .filter(file -> file.startsWith(curated.resolve("documents")))
        .forEach(
            file ->
                expected
                    .computeIfAbsent(
                        file.getParent().getFileName().toString().replaceFirst("language=", ""),
                        language -> new TreeSet<>())
                    .add(curated.relativize(file).toString()));

    assertThat(matches(curated, "train")).isEqualTo(expected).hasSizeGreaterThan(20);
  }

  @Test
  void theCardOfShardsNamesBothSplits() throws IOException {
    assertThat(matches(shards, "train").get("default"))
        .isNotEmpty()
        .allMatch(path -> path.startsWith("train/"));
    assertThat(matches(shards, "validation").get("default"))
        .isNotEmpty()
        .allMatch(path -> path.startsWith("validation/"));
  }

  /** By configuration, the files that match its pattern of a split. */
  private Map<String, Set<String>> matches(Path data, String split) throws IOException {
    String card = Files.readString(data.resolve("README.md"));
    JsonNode header = new YAMLMapper().readTree(card.substring(4, card.indexOf("\n---\n")));
    Map<String, Set<String>> matches = new TreeMap<>();
    for (JsonNode configuration : header.path("configs")) {
      for (JsonNode dataFiles : configuration.path("data_files")) {
        if (dataFiles.path("split").asText().equals(split)) {
          PathMatcher pattern =
              FileSystems.getDefault().getPathMatcher("glob:" + dataFiles.path("path").asText());
          Set<String> paths = new TreeSet<>();
          files.stream()
              .filter(file -> file.startsWith(data))
              .map(data::relativize)
              .filter(pattern::matches)
              .forEach(path -> paths.add(path.toString()));
          matches.put(configuration.path("config_name").asText(), paths);
        }
      }
    }
    return matches;
  }

  private static long rowsOf(Path data) throws IOException {
    return DataSet.open(data).tables().values().stream()
        .flatMap(List::stream)
        .mapToLong(file -> file.rows())
        .sum();
  }

  private static void succeed(String... command) {
    Cli.Result result = Cli.millrace(command);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }
}
