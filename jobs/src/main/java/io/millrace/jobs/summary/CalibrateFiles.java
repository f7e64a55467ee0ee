package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.transforms.calibrate.CalibrateProfiles;
import io.millrace.transforms.calibrate.measure.MeasureTexts.Corpus;
import io.millrace.transforms.quality.LanguageProfiles;
import io.millrace.transforms.stage.Tally;
import io.millrace.ui.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a {@code calibrate} run tells about itself. */
public final class CalibrateFiles implements RunFiles {
  private static final long serialVersionUID = 1L;

  private final List<String> stages;

  /**
   * @param crawlStages the stages that crawl files went through, in the order of the stream
   */
  public CalibrateFiles(List<String> crawlStages) {
    List<String> stages = new ArrayList<>(crawlStages);
    stages.add(Corpus.CRAWL.stage());
    stages.add(Corpus.REFERENCE.stage());
    this.stages = List.copyOf(stages);
  }

  @Override
  public ObjectNode summary(RunContext run, StageCounts counts, long endedMillis) {
    ObjectNode summary = RunJson.header(run, endedMillis);
    RunJson.stages(summary.putArray("stages"), stages, counts);
    RunJson.inputsWithoutRecords(summary, counts);
    ObjectNode profiles = summary.putObject("profiles");
    reasons(counts, CalibrateProfiles.DERIVED)
        .forEach(
            (name, repetition) ->
                profiles
                    .putObject(name)
                    .put("passages", documents(counts, CalibrateProfiles.DERIVED, name))
                    .put("repetition", repetition));
    ObjectNode languages = summary.putObject("languages");
    reasons(counts, CalibrateProfiles.CHOSEN)
        .forEach(
            (language, profile) ->
                languages
                    .putObject(language)
                    .put("profile", profile)
                    .put("passages", documents(counts, CalibrateProfiles.PASSAGES, language))
                    .put("reference_texts", documents(counts, Corpus.REFERENCE.stage(), language))
                    .put("crawl_documents", documents(counts, Corpus.CRAWL.stage(), language))
                    .put(
                        "precision_words",
                        documents(counts, CalibrateProfiles.PRECISION, language)));
    return summary;
  }

  /** What is counted under a stage, one reason a name. */
  private static SortedMap<String, String> reasons(StageCounts counts, String stage) {
    SortedMap<String, String> reasons = new TreeMap<>();
    counts
        .by(key -> key.stage().equals(stage), key -> key.language() + '\0' + key.reason())
        .keySet()
        .forEach(
            both -> {
              int end = both.indexOf('\0');
              reasons.put(both.substring(0, end), both.substring(end + 1));
            });
    return reasons;
  }

  private static long documents(StageCounts counts, String stage, String language) {
    return counts
        .sum(key -> key.stage().equals(stage) && key.language().equals(language))
        .documents();
  }

  @Override
  public Manifest manifest(
      RunContext run, StageCounts counts, List<DataFile> files, long endedMillis) {
    Tally reference = counts.sum(key -> key.stage().equals(Corpus.REFERENCE.stage()));
    Tally crawl = counts.sum(key -> key.stage().equals(Corpus.CRAWL.stage()));
    SortedMap<String, Long> totals =
        new TreeMap<>(
            Map.of(
                "profiles",
                files.stream().filter(file -> file.path().endsWith(".yml")).count(),
                "reference_texts",
                reference.documents(),
                "crawl_documents",
                crawl.documents()));
    return RunJson.manifest("profiles", run, null, totals, Map.of(), files, endedMillis);
  }

  /** Profiles lie in the output itself: one of an earlier run would be taken for one of this. */
  @Override
  public boolean owns(String path) {
    return LanguageProfiles.isProfile(path);
  }

  @Override
  public String report(ObjectNode summary, Manifest manifest) {
    return Report.calibrate(summary, RunJson.tree(manifest));
  }
}
