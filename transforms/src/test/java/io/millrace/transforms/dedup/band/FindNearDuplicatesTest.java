package io.millrace.transforms.dedup.band;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.dedup.cluster.UnionFind;
import io.millrace.transforms.dedup.sketch.LshBands;
import io.millrace.transforms.dedup.sketch.MinHashSignature;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.MeasuredFn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

class FindNearDuplicatesTest {
  private static final LshBands BANDS = new LshBands(4, 2);
  private static final int MEMBER_BYTES = 16 + 1 + 8;

  @Test
  void joinsCopiesAndLeavesOthersAlone() {
    List<Sketched> documents = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      documents.add(document(i, "eng_Latn", i < 3 ? 1 : 100 + i));
    }
    Pipeline pipeline = pipeline();
    PCollectionTuple found = find(pipeline, documents, 0.7, 1024);

    PAssert.that(found.get(FindNearDuplicates.PAIRS))
        .satisfies(pairs -> expectComponents(pairs, Set.of("0-0", "1-0", "2-0")));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void languagesDoNotMeet() {
    Pipeline pipeline = pipeline();
    PCollectionTuple found =
        find(
            pipeline,
            List.of(document(1, "eng_Latn", 1), document(2, "sco_Latn", 1)),
            Double.NEGATIVE_INFINITY,
            1024);

    PAssert.that(found.get(FindNearDuplicates.PAIRS)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aHotBandStaysSmallAndItsDocumentsFindTheirCentre() {
    List<Sketched> documents = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      documents.add(document(i, "eng_Latn", 1));
    }
    Set<String> expected = new HashSet<>();
    documents.forEach(document -> expected.add(document.id().high() + "-0"));
    Pipeline pipeline = pipeline();
    PCollectionTuple found = find(pipeline, documents, 0.7, 10);

    PAssert.that(found.get(FindNearDuplicates.PAIRS))
        .satisfies(pairs -> expectComponents(pairs, expected));
    PAssert.that(found.get(MeasuredFn.KEY_BYTES))
        .satisfies(
            bytes -> {
              assertThat(bytes).allMatch(most -> most.getValue() <= 20 * MEMBER_BYTES);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void documentsOfAHotBandThatAreLikeNoCentreMeetInParts() {
    // They share the first band and nothing else, but for the last two, which are copies.
    List<Sketched> documents = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] signature = new byte[4 * BANDS.components()];
      for (int component = BANDS.rows(); component < BANDS.components(); component++) {
        signature[4 * component + 3] = (byte) i;
      }
      documents.add(
          new Sketched(new Hash128(i, i), "eng_Latn", MinHashSignature.ofBytes(signature)));
    }
    Sketched last = documents.get(39);
    documents.add(new Sketched(new Hash128(40, 0), last.language(), last.signature()));
    Pipeline pipeline = pipeline();
    PCollectionTuple found = find(pipeline, documents, 0.7, 10);

    PAssert.that(found.get(FindNearDuplicates.PAIRS))
        .satisfies(pairs -> expectComponents(pairs, Set.of("39-39", "40-39")));
    PAssert.that(found.get(MeasuredFn.KEY_BYTES))
        .satisfies(
            bytes -> {
              long most = 0;
              for (KV<String, Long> partial : bytes) {
                most = Math.max(most, partial.getValue());
              }
              assertThat(most).isBetween(6L * MEMBER_BYTES, 10L * MEMBER_BYTES);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static Void expectComponents(Iterable<KV<Hash128, Hash128>> pairs, Set<String> expected) {
    UnionFind components = new UnionFind();
    pairs.forEach(pair -> components.union(pair.getKey(), pair.getValue()));
    Set<String> labels = new HashSet<>();
    components.drain((node, root) -> labels.add(node.high() + "-" + root.high()));
    assertThat(labels).isEqualTo(expected);
    return null;
  }

  private static PCollectionTuple find(
      Pipeline pipeline, List<Sketched> documents, double threshold, int maxBandDocuments) {
    return pipeline
        .apply(Create.of(documents).withCoder(SketchedCoder.of()))
        .apply(FindNearDuplicates.of(BANDS, threshold, maxBandDocuments));
  }

  private static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.fromArgs("--targetParallelism=2").create());
  }

  private static Sketched document(int id, String language, long shingle) {
    return new Sketched(
        new Hash128(id, id),
        language,
        MinHashSignature.of(new long[] {shingle * 0x9E3779B97F4A7C15L}, BANDS.components()));
  }
}
