package io.millrace.transforms.dedup;

import static io.millrace.transforms.dedup.DedupFixture.create;
import static io.millrace.transforms.dedup.DedupFixture.document;
import static io.millrace.transforms.dedup.DedupFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.Document;
import io.millrace.transforms.dedup.known.KnownText;
import io.millrace.transforms.dedup.known.KnownTextCoder;
import io.millrace.transforms.dedup.sketch.LshBands;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.stage.StageTags;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

class KnownSignaturesTest {
  private static final String MILL =
      "the mill by the river ground flour for the whole valley until the flood tore its wheel away";
  private static final String BRIDGE =
      "the bridge over the river carried carts to the whole valley until the winter broke its arch";

  @Test
  void aNewTextIsRememberedWithItsCluster() {
    Pipeline pipeline = DedupFixture.pipeline();
    PCollectionTuple outputs =
        create(pipeline, List.of(document(1, MILL), document(2, MILL + " forever")))
            .apply(remove());

    PAssert.that(outputs.get(RemoveDuplicates.SIGNATURES))
        .containsInAnyOrder(known(1, 1, MILL), known(2, 1, MILL + " forever"));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void equalToAKnownTextIsDropped() {
    expect(
        List.of(known(7, 5, MILL)),
        List.of(document(1, MILL + "!"), document(2, MILL)),
        List.of(),
        List.of(
            "exact_duplicate " + id(1) + " by " + id(5),
            "exact_duplicate " + id(2) + " by " + id(5)),
        List.of());
  }

  @Test
  void likeAKnownTextIsDroppedEvenIfItIsLonger() {
    expect(
        List.of(known(7, 5, MILL)),
        List.of(document(1, MILL + " forever"), document(2, BRIDGE)),
        List.of(id(2) + " of 1 in " + id(2)),
        List.of("near_duplicate " + id(1) + " by " + id(5)),
        List.of());
  }

  @Test
  void anAddressThatIsKnownIsDropped() {
    Document document = document(7, "https://example.org/7", "2030-01-01T00:00:00Z", BRIDGE);
    expect(
        List.of(known(7, 5, MILL)),
        List.of(document),
        List.of(),
        List.of("same_url " + id(7) + " by " + id(5)),
        List.of());
  }

  @Test
  void knownClustersThatANewTextConnectsAreRecordedAndNotMerged() {
    String both = MILL + " and " + BRIDGE;
    expect(
        List.of(known(7, 5, MILL), known(8, 6, BRIDGE)),
        List.of(document(1, both)),
        List.of(),
        List.of("near_duplicate " + id(1) + " by " + id(5)),
        List.of(id(5) + " " + id(6)));
  }

  @Test
  void knownTextsOfOneClusterAreNoBridge() {
    expect(
        List.of(known(7, 5, MILL), known(8, 5, MILL + " forever")),
        List.of(document(1, MILL + " forever and ever")),
        List.of(),
        List.of("near_duplicate " + id(1) + " by " + id(5)),
        List.of());
  }

  /** Bands of a row each, so that half of the shingles in common are enough. */
  private static RemoveDuplicates remove() {
    return RemoveDuplicates.create()
        .withBands(new LshBands(12, 1))
        .withThreshold(0.2)
        .withConvergenceRounds(2);
  }

  private static KnownText known(int id, int cluster, String text) {
    Fingerprint fingerprint = Fingerprint.of(document(id, text), remove().scheme());
    return new KnownText(
        Hash128.parse(id(id)),
        Hash128.parse(id(cluster)),
        fingerprint.language(),
        fingerprint.url(),
        fingerprint.text(),
        fingerprint.signature());
  }

  private static void expect(
      List<KnownText> known,
      List<Document> documents,
      List<String> kept,
      List<String> dropped,
      List<String> bridges) {
    Pipeline pipeline = DedupFixture.pipeline();
    PCollectionTuple outputs =
        create(pipeline, documents)
            .apply(
                remove()
                    .withKnownSignatures(
                        pipeline.apply("Known", Create.of(known).withCoder(KnownTextCoder.of()))));
    PAssert.that(
            outputs
                .get(StageTags.KEPT)
                .apply(
                    "PrintKept",
                    MapElements.into(TypeDescriptors.strings())
                        .via(d -> d.id() + " of " + d.clusterSize() + " in " + d.clusterId())))
        .containsInAnyOrder(kept);
    PAssert.that(
            outputs
                .get(StageTags.DROPPED)
                .apply(
                    "PrintDropped",
                    MapElements.into(TypeDescriptors.strings())
                        .via(d -> d.reason() + " " + d.document().id() + " by " + d.value())))
        .containsInAnyOrder(dropped);
    PAssert.that(outputs.get(RemoveDuplicates.BRIDGES))
        .satisfies(
            pairs -> {
              List<String> printed = new ArrayList<>();
              for (KV<Hash128, Hash128> pair : pairs) {
                printed.add(pair.getKey() + " " + pair.getValue());
              }
              assertThat(printed).isEqualTo(bridges);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }
}
