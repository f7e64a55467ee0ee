package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.manifest.TokenizerInfo;
import io.millrace.transforms.mix.MixLanguages;
import io.millrace.transforms.mix.SplitHeldOut;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.tokenize.Tokenize;
import io.millrace.ui.report.Report;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a {@code rebalance} run tells about itself. */
public final class RebalanceFiles implements RunFiles {
  private static final long serialVersionUID = 1L;

  private static final List<String> STAGES =
      List.of(Tokenize.STAGE, SplitHeldOut.STAGE, MixLanguages.STAGE);

  private final TokenizerInfo tokenizer;
  private final String tokenizerJson;

  /**
   * @param tokenizer what the shards' tokens come from
   * @param tokenizerJson its definition, or null for bytes
   */
  public RebalanceFiles(TokenizerInfo tokenizer, byte[] tokenizerJson) {
    this.tokenizer = tokenizer;
    this.tokenizerJson =
        tokenizerJson == null ? null : new String(tokenizerJson, StandardCharsets.UTF_8);
  }

  @Override
  public ObjectNode summary(RunContext run, StageCounts counts, long endedMillis) {
    ObjectNode summary = RunJson.header(run, endedMillis);
    RunJson.stages(summary.putArray("stages"), STAGES, counts);
    summary.set("languages", languages(counts));
    ObjectNode splits = summary.putObject("splits");
    describe(splits.putObject("train"), counts.total(MixLanguages.STAGE, Fate.KEPT));
    describe(splits.putObject("validation"), counts.total(SplitHeldOut.STAGE, Fate.DROPPED));
    return summary;
  }

  /** What each language had, was to have, and got. */
  private static ObjectNode languages(StageCounts counts) {
    ObjectNode node = RunJson.object();
    SortedMap<String, Tally> available = byLanguage(counts, SplitHeldOut.STAGE);
    SortedMap<String, Tally> planned = byLanguage(counts, MixLanguages.PLAN);
    SortedMap<String, Tally> achieved = byLanguage(counts, MixLanguages.STAGE);
    available.forEach(
        (language, tally) -> {
          long tokens = achieved.getOrDefault(language, Tally.ZERO).tokens();
          node.putObject(language)
              .put("documents", tally.documents())
              .put("bytes", tally.bytes())
              .put("tokens", tally.tokens())
              .put("planned_tokens", planned.getOrDefault(language, Tally.ZERO).tokens())
              .put("achieved_tokens", tokens)
              .put("epochs", (double) tokens / tally.tokens())
              .put("tokens_per_byte", (double) tally.tokens() / tally.bytes());
        });
    return node;
  }

  private static SortedMap<String, Tally> byLanguage(StageCounts counts, String stage) {
    return counts.by(
        key -> key.stage().equals(stage) && key.fate() == Fate.KEPT, key -> key.language());
  }

  private static void describe(ObjectNode node, Tally tally) {
    node.put("sequences", tally.documents())
        .put("tokens", tally.tokens())
        .put("bytes", tally.bytes());
  }

  @Override
  public Manifest manifest(
      RunContext run, StageCounts counts, List<DataFile> files, long endedMillis) {
    Tally train = counts.total(MixLanguages.STAGE, Fate.KEPT);
    Tally validation = counts.total(SplitHeldOut.STAGE, Fate.DROPPED);
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
