package io.millrace.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.shard.RecordWriter;
import io.millrace.io.shard.ShardSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  @TempDir Path folder;

  private DataSet data;

  @BeforeEach
  void writeDroppedDocuments() throws IOException {
    write("dropped/stage=url/part-0.parquet", "a", "seven, \"eight\"\nnine");
    write("dropped/stage=quality/part-0.parquet", "b", "longer than ten characters");
    write("dropped/stage=quality/of-an-earlier-generation.parquet", "c", "no more");
    data =
        new DataSet(
            folder,
            manifest("dropped/stage=quality/part-0.parquet", "dropped/stage=url/part-0.parquet"));
  }

  @Test
  void tablesHoldTheManifestsFilesAndTheirFoldersNames() throws IOException {
    assertThat(csv("SELECT id, stage FROM dropped ORDER BY ALL"))
        .isEqualTo("id,stage\r\na,url\r\nb,quality\r\n");
    assertThat(csv("SELECT path, rows FROM files ORDER BY path LIMIT 1"))
        .isEqualTo("path,rows\r\ndropped/stage=quality/part-0.parquet,1\r\n");
    assertThat(csv("SHOW TABLES"))
        .isEqualTo("name\r\ndocuments\r\ndropped\r\nfiles\r\nsignatures\r\nstatistics\r\n");
  }

  @Test
  void tablesWithoutFilesAreEmptyButKnown() throws IOException {
    assertThat(csv("SELECT language, count(*) FROM documents GROUP BY ALL"))
        .isEqualTo("language,count_star()\r\n");
    assertThat(csv("SELECT column_type FROM (DESCRIBE documents) WHERE column_name LIKE 'lang%'"))
        .isEqualTo(
            "column_type\r\nDOUBLE\r\n\"STRUCT(\"\"label\"\" VARCHAR, score DOUBLE)[]\"\r\nVARCHAR\r\n");
  }

  @Test
  void csvIsQuotedWhereItMustBe() throws IOException {
    assertThat(csv("SELECT text, NULL AS n, [1, 2] AS list FROM dropped WHERE id = 'a'"))
        .isEqualTo("text,n,list\r\n\"seven, \"\"eight\"\"\nnine\",,\"[1,2]\"\r\n");
  }

  @Test
  void jsonIsAnObjectALineWithPlainValues() throws IOException {
    assertThat(
            print(
                "SELECT 1 AS n, 1.5::DOUBLE AS d, 'é' AS s, NULL AS z, {'a': [1, 2]} AS o, MAP {'k': true} AS m, '\\xAB'::BLOB AS b, DATE '2020-02-03' AS t",
                RowFormat::json))
        .isEqualTo(
            "{\"n\":1,\"d\":1.5,\"s\":\"é\",\"z\":null,\"o\":{\"a\":[1,2]},\"m\":{\"k\":true},\"b\":\"ab\",\"t\":\"2020-02-03\"}\n");
  }

  @Test
  void aTableIsCutAndSaysSo() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    String table =
        print(
            "SELECT id, text FROM dropped ORDER BY id",
            out -> RowFormat.table(out, new PrintStream(err), 1, 8));

    assertThat(table)
        .isEqualTo(
            """
            id  text
            --  --------
            a   seven, …
            """);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("the first 1 rows; --maxRows=0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY (SELECT 1) TO '%s/out.csv'",
        "COPY (SELECT 1) TO '%s/dropped/stage=url/part-0.parquet' (USE_TMP_FILE false)",
        "SELECT 1; COPY (SELECT 1) TO '%s/out.csv'",
        "EXPORT DATABASE '%s/out'",
        "ATTACH '%s/out.db'",
        "CREATE TABLE t AS SELECT 1",
        "INSTALL httpfs",
        "SET threads = 1"
      })
  void whatDoesNotReadAloneIsRefusedAndWritesNothing(String sql) throws IOException {
    Map<Path, byte[]> before = contents();

    assertThatThrownBy(() -> csv(sql.formatted(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one statement that only reads");

    assertThat(contents()).usingRecursiveComparison().isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_text('%s/manifest.json')",
        "SELECT * FROM '%s/dropped/stage=quality/of-an-earlier-generation.parquet'",
        "SELECT * FROM read_csv('https://example.org/a.csv')"
      })
  void nothingButTheDataSetsFilesIsRead(String sql) throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{}");

    assertThatThrownBy(() -> csv(sql.formatted(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("disabled by configuration");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELCT 1 | syntax error at or near \"SELCT\" (at character 1)",
        "SELECT nothing FROM dropped | Referenced column \"nothing\" not found",
        "SELECT * FROM train | There are documents, dropped, files"
      })
  void mistakesAreToldWithWhatThereIs(String sql, String message) {
    assertThatThrownBy(() -> csv(sql))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void twoDataSetsWithOneTableAreRefused() {
    assertThatThrownBy(() -> Database.of(List.of(data, data)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("both have dropped");
  }

  @Test
  void aDamagedFileIsAFailureThatNamesIt() throws IOException {
    Files.writeString(folder.resolve("dropped/stage=url/part-0.parquet"), "no Parquet at all");

    assertThatThrownBy(() -> csv("SELECT * FROM dropped"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("part-0.parquet");
  }

  private String csv(String sql) throws IOException {
    return print(sql, RowFormat::csv);
  }

  private interface Format {
    RowFormat on(PrintStream out);
  }

  private String print(String sql, Format format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Database database = Database.of(List.of(data))) {
      new Query(database, sql)
          .printTo(format.on(new PrintStream(out, false, StandardCharsets.UTF_8)));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private Map<Path, byte[]> contents() throws IOException {
    Map<Path, byte[]> contents = new TreeMap<>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, Files.readAllBytes(file));
      }
    }
    return contents;
  }

  private void write(String path, String id, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    ShardSchema schema = ShardSchema.DROPPED;
    try (RecordWriter writer = RecordWriter.open(Files.newOutputStream(file), schema, 10)) {
      writer.write(
          new GenericRecordBuilder(schema.avro())
              .set("id", id)
              .set("url", "http://a.example/" + id)
              .set("language", "deu_Latn")
              .set("reason", "why")
              .set("value", "1")
              .set("threshold", "2")
              .set("text", text)
              .set("warc_file", "a.warc")
              .set("warc_offset", 7L)
              .build());
    }
  }

  private static Manifest manifest(String... paths) {
    return new Manifest(
        1,
        "documents",
        1,
        "run",
        "",
        "1",
        new TreeMap<>(),
        List.of(),
        null,
        new TreeMap<>(),
        Map.of(),
        List.of(paths).stream().map(path -> new DataFile(path, 1, 0, 1, "00")).toList());
  }
}
