package io.millrace.jobs.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.jobs.query.DataSet;
import io.millrace.jobs.query.Database;
import io.millrace.transforms.write.WriteDocuments;
import io.millrace.transforms.write.WriteSequences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells of a folder with a manifest: what it is, what it holds, by table and by language. */
final class InspectDataSet {
  private static final String LANGUAGE_FOLDER = WriteDocuments.FOLDER + "/language=";

  private final DataSet data;
  private final Limits limits;

  InspectDataSet(DataSet data, Limits limits) {
    this.data = data;
    this.limits = limits;
  }

  Findings findings() throws IOException {
    Manifest manifest = data.manifest();
    Findings findings =
        new Findings()
            .fact("kind", manifest.kind())
            .fact("generation", manifest.generation())
            .fact("run", manifest.runId())
            .fact("created", manifest.created())
            .fact("code_version", manifest.codeVersion())
            .fact("inputs", manifest.inputs().size())
            .fact("files", manifest.files().size())
            .fact("bytes", manifest.files().stream().mapToLong(DataFile::bytes).sum())
            .part("counts", manifest.counts())
            .part("tables", tables())
            .part("stages", stages());
    if (manifest.tokenizer() != null) {
      findings.part("tokenizer", tokenizer());
    }
    switch (manifest.kind()) {
      case "documents" -> addDocuments(findings);
      case "shards" -> addShards(findings);
      default -> findings.part("holds", files());
    }
    return findings;
  }

  private List<Map<String, Object>> tables() {
    List<Map<String, Object>> tables = new ArrayList<>();
    data.tables()
        .forEach(
            (name, files) -> {
              Map<String, Object> row = row("table", name, "files", (long) files.size());
              row.put("rows", files.stream().mapToLong(DataFile::rows).sum());
              row.put("tokens", files.stream().mapToLong(DataFile::tokens).sum());
              row.put("bytes", files.stream().mapToLong(DataFile::bytes).sum());
              tables.add(row);
            });
    return tables;
  }

  /** What each stage let pass, as the run's summary has it. */
  private List<Map<String, Object>> stages() throws IOException {
    List<Map<String, Object>> stages = new ArrayList<>();
    for (JsonNode stage : summary().path("stages")) {
      long dropped = 0;
      for (JsonNode reason : stage.path("dropped")) {
        dropped += reason.asLong();
      }
      Map<String, Object> row =
          row("stage", stage.path("stage").asText(), "in", stage.path("in").asLong());
      row.put("kept", stage.path("kept").asLong());
      row.put("dropped", dropped);
      row.put("dead_lettered", stage.path("dead_lettered").asLong());
      stages.add(row);
    }
    return stages;
  }

  private JsonNode summary() throws IOException {
    Path summary = data.folder().resolve("summary.json");
    ObjectMapper mapper = new ObjectMapper();
    return Files.exists(summary) ? mapper.readTree(summary.toFile()) : mapper.createObjectNode();
  }

  private Map<String, Object> tokenizer() {
    Map<String, Object> tokenizer =
        row(
            "kind",
            data.manifest().tokenizer().kind(),
            "vocabulary_size",
            data.manifest().tokenizer().vocabularySize());
    tokenizer.put("boundary_id", data.manifest().tokenizer().boundaryId());
    tokenizer.put("sha256", data.manifest().tokenizer().sha256());
    return tokenizer;
  }

  private List<Map<String, Object>> files() {
    return data.manifest().files().stream()
        .map(file -> row("file", file.path(), "bytes", file.bytes()))
        .toList();
  }

  private void addDocuments(Findings findings) throws IOException {
    SortedMap<String, List<DataFile>> byLanguage = new TreeMap<>();
    for (DataFile file : data.manifest().files()) {
      if (file.path().startsWith(LANGUAGE_FOLDER)) {
        String language = file.path().substring(LANGUAGE_FOLDER.length()).replaceFirst("/.*", "");
        byLanguage.computeIfAbsent(language, name -> new ArrayList<>()).add(file);
      }
    }
    List<Map<String, Object>> languages = new ArrayList<>();
    byLanguage.forEach(
        (language, files) -> {
          Map<String, Object> row = row("language", language, "files", (long) files.size());
          row.put("documents", files.stream().mapToLong(DataFile::rows).sum());
          row.put("bytes", files.stream().mapToLong(DataFile::bytes).sum());
          languages.add(row);
        });
    addLanguages(findings, languages, "documents");
    try (Database database = Database.of(List.of(data))) {
      findings.part("columns", columns(database));
      List<Map<String, Object>> samples = new ArrayList<>();
      for (Map<String, Object> language : languages.subList(0, shown(languages))) {
        DataFile first = byLanguage.get((String) language.get("language")).get(0);
        samples.addAll(
            database.rows(
                "SELECT language, id, url, title, left(text, 200) AS text FROM read_parquet(?, hive_partitioning = true, hive_types_autocast = false) LIMIT ?",
                data.folder().resolve(first.path()).toAbsolutePath().toString(),
                limits.samples()));
      }
      findings.part("samples", samples);
    }
  }

  private void addShards(Findings findings) throws IOException {
    List<Map<String, Object>> languages = new ArrayList<>();
    JsonNode mixture = data.manifest().details().get("languages");
    if (mixture != null) {
      for (Map.Entry<String, JsonNode> language : mixture.properties()) {
        Map<String, Object> row =
            row(
                "language",
                language.getKey(),
                "documents",
                language.getValue().path("documents").asLong());
        row.put("planned_tokens", language.getValue().path("planned_tokens").asLong());
        row.put("achieved_tokens", language.getValue().path("achieved_tokens").asLong());
        row.put("epochs", language.getValue().path("epochs").asDouble());
        languages.add(row);
      }
    }
    addLanguages(findings, languages, "achieved_tokens");
    try (Database database = Database.of(List.of(data))) {
      findings.part("columns", columns(database));
      List<DataFile> train = data.tables().getOrDefault(WriteSequences.TRAIN, List.of());
      if (!train.isEmpty()) {
        findings.part(
            "samples",
            database.rows(
                """
                SELECT language, id, copy, phase, len(input_ids) AS tokens, bytes, input_ids[1:12] AS first_input_ids
                FROM read_parquet(?) WHERE list_contains(string_split(?, ','), language)
                QUALIFY row_number() OVER (PARTITION BY language ORDER BY id, copy) <= ?
                ORDER BY language, id, copy""",
                data.folder().resolve(train.get(0).path()).toAbsolutePath().toString(),
                languages.subList(0, shown(languages)).stream()
                    .map(row -> (String) row.get("language"))
                    .collect(Collectors.joining(",")),
                limits.samples()));
      }
    }
  }

  /** Those with the most first, and in JSON and text alike no more than are asked for. */
  private void addLanguages(
      Findings findings, List<Map<String, Object>> languages, String measure) {
    languages.sort(
        Comparator.comparingLong((Map<String, Object> row) -> (Long) row.get(measure))
            .reversed()
            .thenComparing(row -> (String) row.get("language")));
    findings.fact("languages_in_all", languages.size());
    findings.part("languages", languages.subList(0, shown(languages)));
  }

  private int shown(List<?> languages) {
    return limits.languages() == 0
        ? languages.size()
        : Math.min(limits.languages(), languages.size());
  }

  private List<Map<String, Object>> columns(Database database) throws IOException {
    List<Map<String, Object>> columns = new ArrayList<>();
    for (String table : data.tables().keySet()) {
      for (Map<String, Object> column : database.rows("DESCRIBE " + table)) {
        Map<String, Object> row = row("table", table, "column", column.get("column_name"));
        row.put("type", column.get("column_type"));
        columns.add(row);
      }
    }
    return columns;
  }

  private static Map<String, Object> row(
      String firstName, Object first, String secondName, Object second) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(firstName, first);
    row.put(secondName, second);
    return row;
  }
}
