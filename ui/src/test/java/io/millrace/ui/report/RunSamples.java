package io.millrace.ui.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small run files with every field a report reads. */
final class RunSamples {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static final String CURATE =
      """
      {"command":"curate","run_id":"run-1","seconds":12.5,
       "stages":[{"stage":"read","in":20,"kept":12,"dropped":{"not_html":7},"dead_lettered":1,"seconds":0.5,"bytes":2000000,"bytes_dropped":700000},
                 {"stage":"quality","in":12,"kept":9,"dropped":{"short":3},"dead_lettered":0,"seconds":1.25,"bytes":123456,"bytes_dropped":7890}],
       "languages":{"deu_Latn":{"before":8,"documents":7,"bytes":100000,"score_threshold":0.8123,"dropped":{"quality":{"short":1}}},
                    "tha_Thai":{"before":4,"documents":2,"bytes":23456,"dropped":{"quality":{"short":2}}}},
       "text_lengths":[{"from":512,"to":1024,"documents":4},{"from":4096,"to":8192,"documents":5}],
       "dropped_samples":[
         {"stage":"quality","reason":"short","id":"0f3a","language":"deu_Latn","value":"12","threshold":"50","text":"Kurz.\\nNoch <b>kürzer</b>."},
         {"stage":"quality","reason":"short","id":"77c1","language":"","value":"","threshold":"","text":" "}],
       "word_counts":[{"from":32,"to":64,"kept":0,"dropped":3},{"from":128,"to":256,"kept":9,"dropped":0}],
       "cluster_sizes":[{"from":1,"to":2,"clusters":7},{"from":2,"to":4,"clusters":4},{"from":8,"to":16,"clusters":1}],
       "language_scores":[{"from":0.15,"to":0.2,"kept":0,"dropped":2},{"from":0.95,"to":1.0,"kept":10,"dropped":0}]}
      """;
  static final String REBALANCE =
      """
      {"command":"rebalance","run_id":"run-2","seconds":9.1,
       "stages":[{"stage":"mix","in":9,"kept":7,"dropped":{"over_budget":2},"dead_lettered":0,"seconds":0.1,"bytes":90}],
       "languages":{"deu_Latn":{"documents":7,"bytes":100,"tokens":107,"planned_tokens":60,"achieved_tokens":64,"epochs":0.6,"sampling_rate":0.8,"tokens_per_byte":1.07}},
       "splits":{"train":{"sequences":7,"tokens":64000,"bytes":60000},"validation":{"sequences":1,"tokens":9,"bytes":8}}}
      """;
  static final String TRAIN =
      """
      {"steps":2,"trained_tokens":8192,"seconds":60,"tokens_per_second":1234.5,"bubble":0.25,"loss":4.5,
       "validation_bits_per_byte":2.5,"unigram_entropy_bits_per_byte":5.0,
       "validation_bits_per_byte_by_language":{"deu_Latn":2.25,"tha_Thai":2.75},
       "predicted_schedule":{"name":"gpipe","stages":2,"micro_batches":1,
         "rows":[{"stage":0,"device":"CPU:0","actions":[{"action":"0F0","start_seconds":0,"end_seconds":0.01}]},
                 {"stage":1,"device":"CPU:1","actions":[{"action":"1F0","start_seconds":0.01,"end_seconds":0.015},
                                                        {"action":"1B0","start_seconds":0.015,"end_seconds":0.03}]}]},
       "schedule":{"name":"gpipe","stages":2,"micro_batches":1,
         "rows":[{"stage":0,"device":"CPU:0","actions":[{"action":"0F0","start_seconds":0,"end_seconds":0.01}]},
                 {"stage":1,"device":"CPU:1","actions":[{"action":"1F0","start_seconds":0.01,"end_seconds":0.02},
                                                        {"action":"1B0","start_seconds":0.02,"end_seconds":0.04}]}]}}
      """;
  static final List<String> METRICS =
      List.of(
          "{\"step\":1,\"loss\":5.5,\"tokens_per_second\":1000,\"learning_rate\":0.001,\"gradient_norm\":2}",
          "{\"step\":2,\"loss\":4.5,\"tokens_per_second\":1400,\"learning_rate\":0.003,\"gradient_norm\":1}",
          "{\"step\":2,\"validation_loss\":4.75,\"validation_bits_per_byte\":2.5}");

  private RunSamples() {}

  static String manifest(String kind) {
    return """
        {"format_version":1,"kind":"%s","run_id":"run-7","created":"2026-11-23T02:45:46.755Z","code_version":"1.2.3",
         "options":{"maxLanguageScore":"0.9","maxWords":"0","minLanguageScore":"0.31","minWords":"50","seed":"17"},
         "inputs":[{"path":"crawl.warc.gz","bytes":3187017,"modified":"2026-11-23T01:37:43Z"}],
         "tokenizer":{"kind":"bytes","vocabulary_size":257,"boundary_id":256,"sha256":"d74bbe13"},
         "counts":{"dead_letters":1},"details":{},
         "files":[{"path":"part-0.parquet","rows":2,"tokens":0,"bytes":8727,"sha256":"8a29cffc"}]}
        """
        .formatted(kind);
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static List<JsonNode> metrics() {
    return METRICS.stream().map(RunSamples::json).toList();
  }

  /** Writes the three runs' folders and draws one report of them. */
  static String chain(Path folder) {
    try {
      return Report.ofChain(
          run(folder.resolve("curated"), "documents", CURATE, List.of()),
          run(folder.resolve("shards"), "shards", REBALANCE, List.of()),
          run(folder.resolve("run"), "model", TRAIN, METRICS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path run(Path folder, String kind, String summary, List<String> metrics)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("summary.json"), summary);
    Files.writeString(folder.resolve("manifest.json"), manifest(kind));
    if (!metrics.isEmpty()) {
      Files.write(folder.resolve("metrics.jsonl"), metrics);
    }
    return folder;
  }
}
