package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.manifest.TokenizerInfo;
import io.millrace.transforms.mix.MixLanguages;
import io.millrace.transforms.mix.SplitHeldOut;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.tokenize.Tokenize;
import io.millrace.ui.report.Report;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a {@code rebalance} run tells about itself. */
public final class RebalanceFiles implements RunFiles {
  private static final long serialVersionUID = 1L;

  private final List<String> selectionStages;
  private final int phases;
  private final TokenizerInfo tokenizer;
  private final String tokenizerJson;

  /**
   * @param selectionStages the names of the stages before documents are held out, in order
   * @param phases of the mixture
   * @param tokenizer what the shards' tokens come from
   * @param tokenizerJson its definition, or null for bytes
   */
  public RebalanceFiles(
      List<String> selectionStages, int phases, TokenizerInfo tokenizer, byte[] tokenizerJson) {
    this.selectionStages = List.copyOf(selectionStages);
    this.phases = phases;
    this.tokenizer = tokenizer;
    this.tokenizerJson =
        tokenizerJson == null ? null : new String(tokenizerJson, StandardCharsets.UTF_8);
  }

  @Override
  public ObjectNode summary(RunContext run, StageCounts counts, long endedMillis) {
    ObjectNode summary = RunJson.header(run, endedMillis);
    List<String> stages = new ArrayList<>(selectionStages);
    stages.addAll(
        List.of(SplitHeldOut.STAGE, Tokenize.VALIDATION, Tokenize.TRAIN, MixLanguages.STAGE));
    RunJson.stages(summary.putArray("stages"), stages, counts);
    summary.set("languages", languages(counts));
    ObjectNode splits = summary.putObject("splits");
    describe(splits.putObject("train"), counts.total(MixLanguages.COPIES, Fate.KEPT));
    describe(splits.putObject("validation"), counts.total(Tokenize.VALIDATION, Fate.KEPT));
    return summary;
  }

  /** What each language had, was to have, and got. */
  private ObjectNode languages(StageCounts counts) {
    ObjectNode node = RunJson.object();
    byLanguage(counts, Tokenize.TRAIN, key -> true)
        .forEach(
            (language, tally) -> {
              ObjectNode line = node.putObject(language);
              line.put("documents", tally.documents())
                  .put("bytes", tally.bytes())
                  .put("tokens", tally.tokens());
              describePlan(line, counts, language, tally.tokens(), key -> true);
              line.put("tokens_per_byte", (double) tally.tokens() / tally.bytes());
              if (phases > 1) {
                ArrayNode parts = line.putArray("phases");
                for (int phase = 0; phase < phases; phase++) {
                  String number = String.valueOf(phase);
                  describePlan(
                      parts.addObject().put("phase", phase),
                      counts,
                      language,
                      tally.tokens(),
                      key -> key.reason().equals(number));
                }
              }
            });
    return node;
  }

  private static void describePlan(
      ObjectNode node,
      StageCounts counts,
      String language,
      long tokens,
      Predicate<CountKey> matches) {
    long planned =
        byLanguage(counts, MixLanguages.PLAN, matches).getOrDefault(language, Tally.ZERO).tokens();
    long achieved =
        byLanguage(counts, MixLanguages.COPIES, matches)
            .getOrDefault(language, Tally.ZERO)
            .tokens();
    long ofAll = total(byLanguage(counts, MixLanguages.COPIES, matches));
    node.put("planned_tokens", planned)
        .put("achieved_tokens", achieved)
        .put("epochs", (double) achieved / tokens)
        .put("sampling_rate", ofAll == 0 ? 0 : (double) achieved / ofAll);
  }

  private static long total(SortedMap<String, Tally> tallies) {
    return tallies.values().stream().mapToLong(Tally::tokens).sum();
  }

  private static SortedMap<String, Tally> byLanguage(
      StageCounts counts, String stage, Predicate<CountKey> matches) {
    return counts.by(
        key -> key.stage().equals(stage) && key.fate() == Fate.KEPT && matches.test(key),
        CountKey::language);
  }

  private static void describe(ObjectNode node, Tally tally) {
    node.put("sequences", tally.documents())
        .put("tokens", tally.tokens())
        .put("bytes", tally.bytes());
  }

  @Override
  public Manifest manifest(
      RunContext run, StageCounts counts, List<DataFile> files, long endedMillis) {
    Tally train = counts.total(MixLanguages.COPIES, Fate.KEPT);
    Tally validation = counts.total(Tokenize.VALIDATION, Fate.KEPT);
    SortedMap<String, Long> totals =
        new TreeMap<>(
            Map.of(
                "train_sequences", train.documents(),
                "train_tokens", train.tokens(),
                "validation_sequences", validation.documents(),
                "validation_tokens", validation.tokens()));
    Map<String, JsonNode> details = Map.of("languages", languages(counts));
    return RunJson.manifest("shards", run, tokenizer, totals, details, files, endedMillis);
  }

  /** Whoever reads the shards needs their tokenizer beside them. */
  @Override
  public Map<String, String> companions(StageCounts counts) {
    return tokenizerJson == null ? Map.of() : Map.of("tokenizer.json", tokenizerJson);
  }

  @Override
  public String report(ObjectNode summary, Manifest manifest) {
    return Report.rebalance(summary, RunJson.tree(manifest));
  }
}
