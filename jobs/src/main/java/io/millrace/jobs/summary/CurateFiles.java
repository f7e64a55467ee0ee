package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.write.TextLengths;
import io.millrace.ui.report.Report;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a {@code curate} run tells about itself. */
public final class CurateFiles implements RunFiles {
  private static final long serialVersionUID = 1L;

  private final List<String> stages;
  private final String identification;
  private final String last;

  /**
   * @param stages the stages' names, in the order of the stream
   * @param identification the stage that finds the language
   * @param last the stage after which documents are written
   */
  public CurateFiles(List<String> stages, String identification, String last) {
    this.stages = List.copyOf(stages);
    this.identification = identification;
    this.last = last;
  }

  @Override
  public ObjectNode summary(RunContext run, StageCounts counts, long endedMillis) {
    ObjectNode summary = RunJson.header(run, endedMillis);
    RunJson.stages(summary.putArray("stages"), stages, counts);
    ObjectNode languages = summary.putObject("languages");
    before(counts)
        .forEach(
            (language, documents) ->
                describe(languages.putObject(language), language, documents, counts));
    lengths(summary.putArray("text_lengths"), counts);
    return summary;
  }

  /** Documents by the language they were identified as. */
  private SortedMap<String, Long> before(StageCounts counts) {
    SortedMap<String, Long> documents = new TreeMap<>();
    counts
        .by(
            key -> key.stage().equals(identification) && !key.language().isEmpty(),
            key -> key.language())
        .forEach((language, tally) -> documents.put(language, tally.documents()));
    return documents;
  }

  private void describe(ObjectNode node, String language, long before, StageCounts counts) {
    Tally written =
        counts.sum(
            key ->
                key.stage().equals(last)
                    && key.fate() == Fate.KEPT
                    && key.language().equals(language));
    node.put("before", before).put("documents", written.documents()).put("bytes", written.bytes());
    ObjectNode dropped = node.putObject("dropped");
    for (String stage : stages) {
      SortedMap<String, Tally> reasons =
          counts.by(
              key ->
                  key.stage().equals(stage)
                      && key.fate() == Fate.DROPPED
                      && key.language().equals(language),
              key -> key.reason());
      if (!reasons.isEmpty()) {
        ObjectNode byReason = dropped.putObject(stage);
        reasons.forEach((reason, tally) -> byReason.put(reason, tally.documents()));
      }
    }
  }

  private static void lengths(ArrayNode node, StageCounts counts) {
    SortedMap<Long, Long> lengths = new TreeMap<>();
    counts
        .by(key -> key.stage().equals(TextLengths.STAGE), key -> key.reason())
        .forEach((from, tally) -> lengths.put(Long.valueOf(from), tally.documents()));
    lengths.forEach(
        (from, documents) ->
            node.addObject()
                .put("from", from)
                .put("to", Math.max(1, 2 * from))
                .put("documents", documents));
  }

  @Override
  public Manifest manifest(
      RunContext run, StageCounts counts, List<DataFile> files, long endedMillis) {
    Tally written = counts.total(last, Fate.KEPT);
    SortedMap<String, Long> totals =
        new TreeMap<>(Map.of("documents", written.documents(), "bytes", written.bytes()));
    totals.put(
        "dropped",
        counts.sum(key -> key.fate() == Fate.DROPPED && !key.stage().equals("read")).documents());
    totals.put("dead_letters", counts.sum(key -> key.fate() == Fate.DEAD_LETTERED).documents());
    return RunJson.manifest("documents", run, null, totals, Map.of(), files, endedMillis);
  }

  @Override
  public String report(ObjectNode summary, Manifest manifest) {
    return Report.curate(summary, RunJson.tree(manifest));
  }
}
