package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.manifest.TokenizerInfo;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.vocabulary.CountWords;
import io.millrace.transforms.vocabulary.LearnMerges;
import io.millrace.transforms.vocabulary.MeasureFertility;
import io.millrace.transforms.vocabulary.WeighWords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a {@code tokenizer} run tells about itself. */
final class TokenizerFiles {
  private static final List<String> STAGES =
      List.of(CountWords.STAGE, WeighWords.STAGE, LearnMerges.STAGE, MeasureFertility.STAGE);

  private final RunContext run;
  private final TokenizerInfo tokenizer;
  private final StageCounts counts;

  TokenizerFiles(RunContext run, TokenizerInfo tokenizer, StageCounts counts) {
    this.run = run;
    this.tokenizer = tokenizer;
    this.counts = counts;
  }

  /** The contents of the summary. */
  String summary(long endedMillis) {
    ObjectNode summary = RunJson.header(run, endedMillis);
    summary.put("vocabulary_size", tokenizer.vocabularySize());
    RunJson.stages(summary.putArray("stages"), STAGES, counts);
    summary.set("languages", languages());
    return summary.toPrettyString() + "\n";
  }

  /** What each language was learnt from, and what its text costs now. */
  private ObjectNode languages() {
    ObjectNode node = RunJson.object();
    SortedMap<String, Tally> texts = byLanguage(CountWords.STAGE, Fate.KEPT);
    SortedMap<String, Tally> kept = byLanguage(WeighWords.STAGE, Fate.KEPT);
    SortedMap<String, Tally> encoded = byLanguage(MeasureFertility.STAGE, Fate.KEPT);
    SortedMap<String, Tally> cuts = byLanguage(CountWords.CUTS, Fate.KEPT);
    texts.forEach(
        (language, text) -> {
          long tokens = encoded.get(language).tokens();
          node.putObject(language)
              .put("documents", text.documents())
              .put("bytes", text.bytes())
              .put("words", text.tokens())
              .put("distinct_words", encoded.get(language).documents())
              .put("kept_words", kept.getOrDefault(language, Tally.ZERO).documents())
              .put("cut_words", cuts.getOrDefault(language, Tally.ZERO).documents())
              .put("tokens", tokens)
              .put("tokens_per_byte", (double) tokens / text.bytes())
              .put("bytes_per_token", (double) text.bytes() / tokens);
        });
    return node;
  }

  private SortedMap<String, Tally> byLanguage(String stage, Fate fate) {
    return counts.by(key -> key.stage().equals(stage) && key.fate() == fate, key -> key.language());
  }

  /**
   * @param json the file's contents
   * @param endedMillis when the run ended, in milliseconds since 1970
   */
  Manifest manifest(String json, long endedMillis) {
    Tally texts = counts.total(CountWords.STAGE, Fate.KEPT);
    Tally encoded = counts.total(MeasureFertility.STAGE, Fate.KEPT);
    SortedMap<String, Long> totals =
        new TreeMap<>(
            Map.of(
                "documents", texts.documents(),
                "bytes", texts.bytes(),
                "words", texts.tokens(),
                "tokens", encoded.tokens()));
    Map<String, JsonNode> details = Map.of("languages", languages());
    DataFile file =
        new DataFile(
            OutputFile.at(run.output()).name(),
            0,
            0,
            json.getBytes(StandardCharsets.UTF_8).length,
            tokenizer.sha256());
    return RunJson.manifest(
        "tokenizer", run, tokenizer, totals, details, List.of(file), endedMillis);
  }
}
