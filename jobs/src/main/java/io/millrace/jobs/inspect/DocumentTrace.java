package io.millrace.jobs.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.manifest.DataFile;
import io.millrace.jobs.query.DataSet;
import io.millrace.jobs.query.Database;
import io.millrace.transforms.write.WriteDeadLetters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** The way of one document through data sets, from what they hold of it. */
public final class DocumentTrace {
  private static final String DEDUP = "dedup";
  private static final int EXCERPT_CHARACTERS = 300;
  private static final int SHOWN_MEMBERS = 50;

  private final List<DataSet> data;
  private final Database database;

  /**
   * @param data outputs of {@code curate} and {@code rebalance}
   * @param database over them
   */
  public DocumentTrace(List<DataSet> data, Database database) {
    this.data = List.copyOf(data);
    this.database = database;
  }

  /**
   * What happened to a document, or to all captures of an address.
   *
   * @param document an id or an address
   * @return for each id its findings; none if nothing is known of it
   */
  public List<Findings> of(String document) throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    if (has("documents")) {
      for (Map<String, Object> row :
          database.rows(
              "SELECT id FROM documents WHERE id = ? OR url = ? UNION SELECT id FROM dropped WHERE id = ? OR url = ? ORDER BY id",
              document,
              document,
              document,
              document)) {
        ids.add((String) row.get("id"));
      }
    }
    if (ids.isEmpty()) {
      ids.add(document);
    }
    List<Findings> traces = new ArrayList<>();
    for (String id : ids) {
      Trace trace = new Trace(id);
      if (trace.isKnown()) {
        traces.add(trace.findings());
      }
    }
    return traces;
  }

  private boolean has(String table) {
    return database.views().contains(table);
  }

  /** What the data sets hold of one id. */
  private final class Trace {
    private final String id;
    private final List<Map<String, Object>> kept;
    private final List<Map<String, Object>> dropped;
    private final List<Map<String, Object>> letters = new ArrayList<>();
    private final List<Map<String, Object>> copies = new ArrayList<>();

    Trace(String id) throws IOException {
      this.id = id;
      kept = of("documents");
      dropped = of("dropped");
      addLetters();
      addCopies("train");
      addCopies("validation");
    }

    private List<Map<String, Object>> of(String table) throws IOException {
      return has(table) ? database.rows("SELECT * FROM " + table + " WHERE id = ?", id) : List.of();
    }

    private void addLetters() throws IOException {
      for (DataSet set : data) {
        for (DataFile file : set.manifest().files()) {
          if (file.path().startsWith(WriteDeadLetters.FOLDER + "/")) {
            for (GenericRecord letter :
                InspectDeadLetters.read(set.folder().resolve(file.path()))) {
              if (letter.get("id").toString().equals(id)) {
                letters.add(InspectDeadLetters.describe(letter));
              }
            }
          }
        }
      }
    }

    private void addCopies(String split) throws IOException {
      if (has(split)) {
        copies.addAll(
            database.rows(
                "SELECT '"
                    + split
                    + "' AS split, phase, count(*) AS copies, any_value(len(input_ids)) AS tokens_each FROM "
                    + split
                    + " WHERE id = ? GROUP BY phase ORDER BY phase",
                id));
      }
    }

    boolean isKnown() {
      return !(kept.isEmpty() && dropped.isEmpty() && letters.isEmpty() && copies.isEmpty());
    }

    Findings findings() throws IOException {
      Findings findings = new Findings().fact("id", id).fact("fate", fate());
      List<Map<String, Object>> rows = kept.isEmpty() ? dropped : kept;
      if (!rows.isEmpty()) {
        for (String column :
            List.of(
                "url", "title", "date", "language", "language_score", "warc_file", "warc_offset")) {
          findings.fact(column, rows.get(0).get(column));
        }
        findings.fact("text", excerpt((String) rows.get(0).get("text")));
      }
      findings.part("stages", stages()).part("dead_letters", letters);
      String cluster = clusterId();
      if (cluster != null) {
        addCluster(findings, cluster);
      }
      return findings.part("copies_in_the_mixture", copies);
    }

    private String fate() {
      if (!kept.isEmpty()) {
        return "kept"
            + (dropped.isEmpty() ? "" : ", captured " + (dropped.size() + 1) + " times")
            + mixed();
      }
      if (!dropped.isEmpty()) {
        return "dropped by " + dropped.get(0).get("stage") + ": " + dropped.get(0).get("reason");
      }
      return letters.isEmpty() ? "kept" + mixed() : "a dead letter";
    }

    private String mixed() {
      if (!has("train")) {
        return "";
      }
      // Which of them, rebalance counts but does not write down.
      return copies.isEmpty()
          ? "; in neither split of the mixture (taken down, evaluation text, too like a held-out document, or not drawn)"
          : "; in the mixture";
    }

    private String excerpt(String text) {
      int characters = Math.min(EXCERPT_CHARACTERS, text.codePointCount(0, text.length()));
      int end = text.offsetByCodePoints(0, characters);
      return text.substring(0, end) + (end < text.length() ? "…" : "");
    }

    /** The stages of the run in their order, up to the one that ended the document's way. */
    private List<Map<String, Object>> stages() throws IOException {
      List<Map<String, Object>> stages = new ArrayList<>();
      if (kept.isEmpty() && dropped.isEmpty()) {
        return stages;
      }
      Map<String, Object> end = kept.isEmpty() ? dropped.get(0) : Map.of();
      for (String name : stageNames()) {
        Map<String, Object> stage = new LinkedHashMap<>();
        boolean last = name.equals(end.get("stage"));
        stage.put("stage", name);
        stage.put("outcome", last ? "dropped" : "kept");
        stage.put("rule", last ? end.get("reason") : "");
        stage.put("value", last ? end.get("value") : "");
        stage.put("threshold", last ? end.get("threshold") : "");
        stages.add(stage);
        if (last) {
          break;
        }
      }
      return stages;
    }

    private List<String> stageNames() throws IOException {
      List<String> names = new ArrayList<>();
      for (DataSet set : data) {
        Path summary = set.folder().resolve("summary.json");
        if (set.manifest().kind().equals("documents") && Files.exists(summary)) {
          for (JsonNode stage : new ObjectMapper().readTree(summary.toFile()).path("stages")) {
            names.add(stage.path("stage").asText());
          }
        }
      }
      return names;
    }

    /** That of a duplicate follows from what it was dropped for. */
    private String clusterId() throws IOException {
      if (!kept.isEmpty()) {
        return (String) kept.get(0).get("cluster_id");
      }
      String known = dropped.isEmpty() ? id : (String) dropped.get(0).get("value");
      boolean duplicate = !dropped.isEmpty() && dropped.get(0).get("stage").equals(DEDUP);
      for (String member : duplicate ? List.of(id, known) : List.of(id)) {
        for (Map<String, Object> row : signaturesOf(member)) {
          return (String) row.get("cluster_id");
        }
      }
      return duplicate ? known : null;
    }

    private List<Map<String, Object>> signaturesOf(String member) throws IOException {
      return has("signatures")
          ? database.rows("SELECT cluster_id FROM signatures WHERE id = ?", member)
          : List.of();
    }

    private void addCluster(Findings findings, String cluster) throws IOException {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("cluster_id", cluster);
      for (Map<String, Object> row :
          database.rows("SELECT id, cluster_size FROM documents WHERE cluster_id = ?", cluster)) {
        facts.put("cluster_size", row.get("cluster_size"));
        facts.put("kept_document", row.get("id"));
      }
      findings.part("cluster", facts);
      findings.part(
          "members",
          database.rows(
              """
              WITH texts AS (SELECT id FROM signatures WHERE cluster_id = $1),
                members AS (SELECT id FROM texts UNION
                  SELECT id FROM dropped WHERE stage = 'dedup' AND (value = $1 OR value IN (FROM texts)))
              SELECT id, url, 'kept' AS fate, '' AS value FROM members JOIN documents USING (id)
              UNION ALL
              SELECT id, url, stage || ': ' || reason, value FROM members JOIN dropped USING (id)
              ORDER BY ALL LIMIT $2""",
              cluster,
              SHOWN_MEMBERS));
    }
  }
}
