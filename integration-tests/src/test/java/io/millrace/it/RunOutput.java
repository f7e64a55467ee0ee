package io.millrace.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** A run's folder, reduced to what must be equal whenever input, options and seed are. */
final class RunOutput {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;

  RunOutput(Path folder) {
    this.folder = folder;
  }

  /** Every Parquet file's checksum, by path. */
  SortedMap<String, String> checksums() throws IOException {
    SortedMap<String, String> checksums = new TreeMap<>();
    for (Path file : files(".parquet")) {
      checksums.put(folder.relativize(file).toString(), sha256(file));
    }
    return checksums;
  }

  /**
   * Every Parquet file's rows in their order, by path, without the column that holds where an input
   * lay.
   */
  SortedMap<String, List<String>> rows() throws IOException, SQLException {
    SortedMap<String, List<String>> rows = new TreeMap<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      for (Path file : files(".parquet")) {
        try (ResultSet result =
            statement.executeQuery(
                "SELECT * FROM read_parquet('" + file + "', hive_partitioning = false)")) {
          rows.put(folder.relativize(file).toString(), rows(result));
        }
      }
    }
    return rows;
  }

  private static List<String> rows(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    ResultSetMetaData columns = result.getMetaData();
    while (result.next()) {
      StringJoiner row = new StringJoiner(" | ");
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        if (!columns.getColumnName(i).equals("warc_file")) {
          row.add(columns.getColumnName(i) + "=" + result.getString(i));
        }
      }
      rows.add(row.toString());
    }
    return rows;
  }

  /** Dead letters without their stack traces and without the folders of their sources. */
  List<String> deadLetters() throws IOException {
    return deadLetterRecords().stream()
        .map(
            letter ->
                String.join(
                    " | ",
                    letter.get("stage").toString(),
                    Path.of(letter.get("source").toString()).getFileName().toString(),
                    letter.get("offset").toString(),
                    letter.get("reason").toString()))
        .toList();
  }

  /** Dead letters, those that a failed run left among them. */
  List<GenericRecord> deadLetterRecords() throws IOException {
    List<GenericRecord> letters = new ArrayList<>();
    for (Path file : files(".avro")) {
      try (DataFileReader<GenericRecord> reader =
          new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
        reader.forEach(letters::add);
      }
    }
    return letters;
  }

  /** Where it lies. */
  Path folder() {
    return folder;
  }

  /** The summary without times and run id. */
  JsonNode summary() throws IOException {
    ObjectNode summary = (ObjectNode) MAPPER.readTree(folder.resolve("summary.json").toFile());
    summary.remove(List.of("run_id", "seconds"));
    for (JsonNode stage : summary.path("stages")) {
      ((ObjectNode) stage).remove("seconds");
    }
    return summary;
  }

  /** The manifest. */
  JsonNode manifest() throws IOException {
    return MAPPER.readTree(folder.resolve("manifest.json").toFile());
  }

  /**
   * The manifest without options, times and run id; dead letters' lengths and checksums, which hold
   * stack traces and paths, left out.
   */
  JsonNode comparableManifest() throws IOException {
    ObjectNode manifest = (ObjectNode) manifest();
    manifest.remove(List.of("run_id", "created", "options", "inputs"));
    ArrayNode files = (ArrayNode) manifest.get("files");
    for (JsonNode file : files) {
      if (file.get("path").asText().endsWith(".avro")) {
        ((ObjectNode) file).remove(List.of("bytes", "sha256"));
      }
    }
    return manifest;
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  static String sha256(Path file) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(hash);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
