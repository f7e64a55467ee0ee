package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.transforms.boilerplate.RemoveBoilerplate;
import io.millrace.transforms.dedup.RemoveDuplicates;
import io.millrace.transforms.dedup.sketch.SketchScheme;
import io.millrace.transforms.filter.FilterChoice;
import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Measurement;
import io.millrace.transforms.stage.Tally;
import io.millrace.ui.report.Report;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a {@code curate} run tells about itself. */
public final class CurateFiles implements RunFiles {
  private static final long serialVersionUID = 1L;

  /** The key among the manifest's details of what tells the language model from others. */
  public static final String LANGUAGE_MODEL = "language_model";

  private static final String FILTERS = "filters";
  private static final String WRITTEN = Measurement.TEXT_LENGTHS.stage();

  private final List<String> stages;
  private final SketchScheme scheme;
  private final String languageModel;
  private final List<FilterChoice> filters;
  private final CountsFile countsFile;

  /** Whether the stages' counts are written to a file of their own, too. */
  public enum CountsFile {
    WRITTEN,
    OMITTED
  }

  /**
   * @param stages the stages' names, in the order of the stream
   * @param scheme how signatures were made, or null if none were
   * @param languageModel what tells the model of the labels from others, or null if there are none
   * @param filters of the user's own, in their order
   * @param countsFile whether there is to be a {@code stage-counts.csv}
   */
  public CurateFiles(
      List<String> stages,
      SketchScheme scheme,
      String languageModel,
      List<FilterChoice> filters,
      CountsFile countsFile) {
    this.stages = List.copyOf(stages);
    this.scheme = scheme;
    this.languageModel = languageModel;
    this.filters = List.copyOf(filters);
    this.countsFile = countsFile;
  }

  @Override
  public ObjectNode summary(RunContext run, StageCounts counts, long endedMillis) {
    ObjectNode summary = RunJson.header(run, endedMillis);
    RunJson.stages(summary.putArray("stages"), stages, counts);
    RunJson.inputsWithoutRecords(summary, counts);
    ObjectNode languages = summary.putObject("languages");
    before(counts)
        .forEach(
            (language, tally) ->
                describe(languages.putObject(language), language, tally.documents(), counts));
    Histograms.write(summary, counts);
    ObjectNode keyBytes = summary.putObject("most_key_bytes");
    counts
        .mostKeyBytes()
        .forEach(
            (grouping, bytes) -> {
              if (RemoveDuplicates.STABLE_GROUPINGS.contains(grouping)
                  || RemoveBoilerplate.GROUPINGS.contains(grouping)) {
                keyBytes.put(grouping, bytes);
              }
            });
    return summary;
  }

  /** Documents by their language at the first stage that knew it. */
  private SortedMap<String, Tally> before(StageCounts counts) {
    return Stream.concat(stages.stream(), Stream.of(WRITTEN))
        .map(
            stage ->
                counts.by(
                    key -> key.stage().equals(stage) && !key.language().isEmpty(),
                    CountKey::language))
        .filter(languages -> !languages.isEmpty())
        .findFirst()
        .orElseGet(TreeMap::new);
  }

  private void describe(ObjectNode node, String language, long before, StageCounts counts) {
    Tally written =
        counts.sum(key -> key.stage().equals(WRITTEN) && key.language().equals(language));
    node.put("before", before).put("documents", written.documents()).put("bytes", written.bytes());
    Histograms.scoreThreshold(counts, language)
        .ifPresent(threshold -> node.put("score_threshold", threshold));
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

  @Override
  public Manifest manifest(
      RunContext run, StageCounts counts, List<DataFile> files, long endedMillis) {
    Tally written = counts.total(WRITTEN, Fate.KEPT);
    SortedMap<String, Long> totals =
        new TreeMap<>(Map.of("documents", written.documents(), "bytes", written.bytes()));
    totals.put(
        "dropped",
        stages.stream()
            .filter(stage -> !stage.equals(ReadCaptures.STAGE))
            .mapToLong(stage -> counts.total(stage, Fate.DROPPED).documents())
            .sum());
    totals.put("dead_letters", counts.sum(key -> key.fate() == Fate.DEAD_LETTERED).documents());
    return RunJson.manifest("documents", run, null, totals, details(), files, endedMillis);
  }

  /** A later run that is to know these signatures must make its own, and label, in the same way. */
  private Map<String, JsonNode> details() {
    Map<String, JsonNode> details = new HashMap<>();
    if (scheme != null) {
      details.put(SketchSchemeJson.KEY, SketchSchemeJson.of(scheme));
    }
    if (languageModel != null) {
      details.put(LANGUAGE_MODEL, TextNode.valueOf(languageModel));
    }
    if (!filters.isEmpty()) {
      details.put(FILTERS, filters());
    }
    return details;
  }

  private ArrayNode filters() {
    ArrayNode node = RunJson.array();
    for (FilterChoice filter : filters) {
      ObjectNode thresholds =
          node.addObject()
              .put("name", filter.name())
              .put("version", filter.version())
              .putObject("thresholds");
      filter.thresholds().forEach(thresholds::put);
    }
    return node;
  }

  @Override
  public Map<String, String> companions(StageCounts counts) {
    return countsFile == CountsFile.OMITTED
        ? Map.of()
        : Map.of("stage-counts.csv", counts.toCsv(stages));
  }

  /** Earlier documents stay as they are; the new ones were deduplicated against them. */
  @Override
  public boolean addsToEarlier() {
    return true;
  }

  @Override
  public String report(ObjectNode summary, Manifest manifest) {
    return Report.curate(summary, RunJson.tree(manifest));
  }
}
