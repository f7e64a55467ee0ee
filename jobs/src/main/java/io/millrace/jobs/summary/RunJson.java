package io.millrace.jobs.summary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.CodeVersion;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.manifest.TokenizerInfo;
import io.millrace.io.shard.ShardSchema;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What all jobs say of their runs in the same form. */
final class RunJson {
  private static final String INPUTS_WITHOUT_RECORDS = "inputs_without_records";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RunJson() {}

  /** A summary's beginning. */
  static ObjectNode header(RunContext run, long endedMillis) {
    return MAPPER
        .createObjectNode()
        .put("command", run.command())
        .put("run_id", run.runId())
        .put("generation", run.generation())
        .put("seconds", (endedMillis - run.startedMillis()) / 1000.0);
  }

  /** A line a stage: in, kept, dropped by reason, dead letters, seconds of all workers together. */
  static void stages(ArrayNode node, List<String> stages, StageCounts counts) {
    for (String stage : stages) {
      Tally kept = counts.total(stage, Fate.KEPT);
      Tally dead = counts.total(stage, Fate.DEAD_LETTERED);
      Tally all = counts.sum(key -> key.stage().equals(stage));
      ObjectNode line = node.addObject();
      line.put("stage", stage).put("in", all.documents()).put("kept", kept.documents());
      ObjectNode dropped = line.putObject("dropped");
      counts
          .by(key -> key.stage().equals(stage) && key.fate() == Fate.DROPPED, key -> key.reason())
          .forEach((reason, tally) -> dropped.put(reason, tally.documents()));
      line.put("dead_lettered", dead.documents())
          .put("seconds", Math.round(all.nanos() / 1e7) / 100.0)
          .put("bytes", kept.bytes())
          .put("bytes_dropped", counts.total(stage, Fate.DROPPED).bytes());
    }
  }

  /** The input files of which no record could be read, by path. */
  static void inputsWithoutRecords(ObjectNode summary, StageCounts counts) {
    ArrayNode inputs = summary.putArray(INPUTS_WITHOUT_RECORDS);
    InputsWithoutRecords.of(counts).paths().forEach(inputs::add);
  }

  /** An empty object. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An empty list. */
  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static Manifest manifest(
      String kind,
      RunContext run,
      TokenizerInfo tokenizer,
      SortedMap<String, Long> counts,
      Map<String, JsonNode> details,
      List<DataFile> files,
      long endedMillis) {
    return new Manifest(
        ShardSchema.FORMAT_VERSION,
        kind,
        run.generation(),
        run.runId(),
        Instant.ofEpochMilli(endedMillis).toString(),
        CodeVersion.current(),
        run.options(),
        run.inputs(),
        tokenizer,
        counts,
        details,
        files);
  }

  /** A manifest as a tree. */
  static JsonNode tree(Manifest manifest) {
    try {
      return MAPPER.readTree(manifest.toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is always JSON", e);
    }
  }
}
