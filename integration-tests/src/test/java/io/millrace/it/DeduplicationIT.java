package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.io.document.Document;
import io.millrace.transforms.dedup.RemoveDuplicates;
import io.millrace.transforms.dedup.cluster.ConnectedComponents;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.MeasuredFn;
import io.millrace.transforms.stage.DocumentCoder;
import io.millrace.transforms.stage.StageTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deduplication where it gets large, on embedded Flink. */
class DeduplicationIT {
  /** More of them make a benchmark, see docs/benchmarks.md. */
  private static final int NEAR_COPIES = Integer.getInteger("millrace.nearCopies", 20_000);

  private static final int TEXT_WORDS = 200;
  private static final int PLANTED_CLUSTERS = 20;
  private static final int PLANTED_COPIES = 4;

  /** What embedded Flink's subtasks, which share this JVM, found. */
  private static final Map<String, String> KEPT = new ConcurrentHashMap<>();

  private static final Map<String, Long> KEY_BYTES = new ConcurrentHashMap<>();
  private static final Map<Hash128, Hash128> LABELS = new ConcurrentHashMap<>();

  @BeforeEach
  void forget() {
    KEPT.clear();
    KEY_BYTES.clear();
    LABELS.clear();
  }

  @Test
  void aPathOfTenThousandConvergesInTenRoundsAndNotInNine() {
    runPath(10);
    assertThat(LABELS).hasSize(10_000);
    assertThat(LABELS.values()).containsOnly(smallest(LABELS));

    assertThatThrownBy(() -> runPath(9))
        .hasStackTraceContaining("after 9 rounds")
        .hasStackTraceContaining("raise --convergenceRounds");
  }

  @Test
  void aLargeClusterMakesNoHotKeyAndTheSameSurvivorAtAnyParallelism() {
    removeDuplicates(1);
    Map<String, String> kept = Map.copyOf(KEPT);
    assertThat(kept.values())
        .hasSize(101)
        .filteredOn(size -> size.equals(String.valueOf(NEAR_COPIES)))
        .hasSize(1);
    assertThat(KEY_BYTES).containsKeys("Urls", "Texts", "Bands", "Clusters", "Labels");
    System.out.println(
        NEAR_COPIES + " near-copies; most bytes of a key: " + new TreeMap<>(KEY_BYTES));
    // A document's fingerprint takes some 600 bytes: in one place all would take 600 · 20,000.
    assertThat(KEY_BYTES.values()).allMatch(bytes -> bytes < 300_000);

    forget();
    removeDuplicates(4);
    assertThat(KEPT).isEqualTo(kept);
  }

  @Test
  void everyPlantedClusterHasOneSurvivorOnAnyRunner() {
    List<Integer> numbers = IntStream.range(0, PLANTED_CLUSTERS * PLANTED_COPIES).boxed().toList();
    remove(Pipeline.create(), numbers, new PlantFn());
    Map<String, String> kept = Map.copyOf(KEPT);
    assertThat(kept.keySet())
        .hasSize(PLANTED_CLUSTERS)
        .allMatch(survivor -> kept.get(survivor).equals(String.valueOf(PLANTED_COPIES)));

    for (int parallelism : List.of(1, 3)) {
      forget();
      remove(flink(parallelism), numbers, new PlantFn());
      assertThat(KEPT).isEqualTo(kept);
    }
  }

  private static void runPath(int rounds) {
    List<KV<Hash128, Hash128>> edges = new ArrayList<>();
    for (int i = 1; i < 10_000; i++) {
      edges.add(KV.of(Hash128.of("node" + (i - 1)), Hash128.of("node" + i)));
    }
    Pipeline pipeline = flink(4);
    pipeline
        .apply(Create.of(edges).withCoder(KvCoder.of(Hash128Coder.of(), Hash128Coder.of())))
        .apply(ConnectedComponents.in(rounds).withoutLocalContraction())
        .get(ConnectedComponents.LABELS)
        .apply("Collect", ParDo.of(new CollectLabelsFn()));
    pipeline.run().waitUntilFinish();
  }

  private static void removeDuplicates(int parallelism) {
    remove(
        flink(parallelism),
        IntStream.range(0, NEAR_COPIES + 100).boxed().toList(),
        new GenerateFn());
  }

  private static void remove(
      Pipeline pipeline, List<Integer> numbers, DoFn<Integer, Document> generate) {
    PCollectionTuple outputs =
        pipeline
            .apply(Create.of(numbers))
            .apply("Generate", ParDo.of(generate))
            .setCoder(DocumentCoder.of())
            .apply("Spread", Reshuffle.viaRandomKey())
            .apply("RemoveDuplicates", RemoveDuplicates.create());
    outputs.get(StageTags.KEPT).apply("Collect", ParDo.of(new CollectKeptFn()));
    outputs.get(MeasuredFn.KEY_BYTES).apply("CollectBytes", ParDo.of(new CollectBytesFn()));
    pipeline.run().waitUntilFinish();
  }

  private static Pipeline flink(int parallelism) {
    return Pipeline.create(
        PipelineOptionsFactory.fromArgs("--runner=FlinkRunner", "--parallelism=" + parallelism)
            .create());
  }

  private static Hash128 smallest(Map<Hash128, Hash128> labels) {
    return labels.keySet().stream().min(Hash128::compareTo).orElseThrow();
  }

  /** Copies of one text, each with two words of its own, and a hundred texts of their own. */
  private static final class GenerateFn extends DoFn<Integer, Document> {
    @ProcessElement
    public void processElement(@Element Integer number, OutputReceiver<Document> output) {
      SplittableRandom random = new SplittableRandom(number);
      boolean copy = number < NEAR_COPIES;
      int changed = random.nextInt(TEXT_WORDS);
      int changedToo = random.nextInt(TEXT_WORDS);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < TEXT_WORDS; i++) {
        boolean common = copy && i != changed && i != changedToo;
        text.append(word(common ? i : random.nextInt(1 << 30))).append(' ');
      }
      output.output(document(number, text.toString()));
    }
  }

  /**
   * Clusters of texts of 400 words, each with one word of its own: two of them share at least 386
   * of their 396 shingles, a Jaccard similarity of 386 / 406 = 0.951 or more.
   */
  private static final class PlantFn extends DoFn<Integer, Document> {
    @ProcessElement
    public void processElement(@Element Integer number, OutputReceiver<Document> output) {
      SplittableRandom cluster = new SplittableRandom(number / PLANTED_COPIES);
      SplittableRandom random = new SplittableRandom(-number);
      int changed = random.nextInt(400);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 400; i++) {
        int common = cluster.nextInt(1 << 30);
        text.append(word(i == changed ? random.nextInt(1 << 30) : common)).append(' ');
      }
      output.output(document(number, text.toString()));
    }
  }

  private static Document document(int number, String text) {
    return Document.extracted(
            Hash128.of("document" + number).toString(),
            "https://example.org/" + number,
            null,
            text,
            "crawl.warc.gz",
            number)
        .withLanguage("eng_Latn", 1, List.of());
  }

  /** A word of letters, for normalisation makes all numbers alike. */
  private static String word(int number) {
    StringBuilder word = new StringBuilder("w");
    for (int rest = number; rest > 0; rest /= 26) {
      word.append((char) ('a' + rest % 26));
    }
    return word.toString();
  }

  private static final class CollectKeptFn extends DoFn<Document, Void> {
    @ProcessElement
    public void processElement(@Element Document document) {
      KEPT.put(
          document.id() + " in " + document.clusterId(), String.valueOf(document.clusterSize()));
    }
  }

  private static final class CollectBytesFn extends DoFn<KV<String, Long>, Void> {
    @ProcessElement
    public void processElement(@Element KV<String, Long> bytes) {
      KEY_BYTES.merge(bytes.getKey(), bytes.getValue(), Math::max);
    }
  }

  private static final class CollectLabelsFn extends DoFn<KV<Hash128, Hash128>, Void> {
    @ProcessElement
    public void processElement(@Element KV<Hash128, Hash128> label) {
      LABELS.put(label.getKey(), label.getValue());
    }
  }
}
