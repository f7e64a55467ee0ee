package io.millrace.transforms.dedup;

import static io.millrace.transforms.dedup.DedupFixture.create;
import static io.millrace.transforms.dedup.DedupFixture.document;
import static io.millrace.transforms.dedup.DedupFixture.id;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.io.document.Document;
import io.millrace.transforms.dedup.sketch.LshBands;
import io.millrace.transforms.stage.StageTags;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

class RemoveNearDuplicatesTest {
  private static final String TEXT =
      "The mill by the river ground flour for the whole valley until the flood of that spring "
          + "tore the wheel from its axle and carried it down to the bridge where it stayed";

  @Test
  void keepsTheLongestOfACluster() {
    expect(
        remove(),
        List.of(
            document(1, TEXT),
            document(2, TEXT + " forever"),
            document(3, "Nothing like it: a text about quite another thing, far away")),
        List.of(id(2) + " of 2 in " + id(1), id(3) + " of 1 in " + id(3)),
        List.of("near_duplicate " + id(1) + " by " + id(1) + " at 0.5"));
  }

  @Test
  void countsExactDuplicatesIntoTheCluster() {
    expect(
        remove(),
        List.of(
            document(1, TEXT + " forever"),
            document(2, TEXT + "!"),
            document(3, TEXT + "?"),
            document(4, TEXT)),
        List.of(id(1) + " of 4 in " + id(1)),
        List.of(
            "near_duplicate " + id(2) + " by " + id(1) + " at 0.5",
            "exact_duplicate " + id(3) + " by " + id(2) + " at ",
            "exact_duplicate " + id(4) + " by " + id(2) + " at "));
  }

  @Test
  void aClusterIsNamedAfterItsSmallestMemberEvenIfThatIsACopy() {
    expect(
        remove(),
        List.of(document(1, TEXT), document(2, TEXT + "!"), document(3, TEXT + " forever")),
        List.of(id(3) + " of 3 in " + id(1)),
        List.of(
            "near_duplicate " + id(2) + " by " + id(1) + " at 0.5",
            "exact_duplicate " + id(1) + " by " + id(2) + " at "));
  }

  @Test
  void theThresholdDecides() {
    expect(
        remove().withBands(new LshBands(40, 1)).withThreshold(1),
        List.of(document(1, TEXT), document(2, TEXT + " forever")),
        List.of(id(1) + " of 1 in " + id(1), id(2) + " of 1 in " + id(2)),
        List.of());
  }

  @Test
  void nearDuplicatesCanBeLeftAlone() {
    expect(
        RemoveDuplicates.create().withoutNearDuplicates(),
        List.of(document(1, TEXT), document(2, TEXT + " forever"), document(3, TEXT + "!")),
        List.of(id(2) + " of 1 in " + id(2), id(3) + " of 2 in " + id(1)),
        List.of("exact_duplicate " + id(1) + " by " + id(3) + " at "));
  }

  @Test
  void textsShorterThanAShingleHaveNone() {
    expect(
        remove().withShingleWords(4),
        List.of(document(1, "one two three"), document(2, "one two three and")),
        List.of(id(1) + " of 1 in " + id(1), id(2) + " of 1 in " + id(2)),
        List.of());
  }

  @Test
  void aThresholdIsASimilarity() {
    assertThatThrownBy(() -> RemoveDuplicates.create().withThreshold(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 0 to 1, not 1.5");
  }

  /** Few bands of a row each: certain to match here, and few keys. */
  private static RemoveDuplicates remove() {
    return RemoveDuplicates.create()
        .withBands(new LshBands(8, 1))
        .withThreshold(0.5)
        .withConvergenceRounds(2);
  }

  private static void expect(
      RemoveDuplicates remove, List<Document> documents, List<String> kept, List<String> dropped) {
    Pipeline pipeline = DedupFixture.pipeline();
    PCollectionTuple outputs = create(pipeline, documents).apply(remove);
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
                        .via(
                            d ->
                                d.reason()
                                    + " "
                                    + d.document().id()
                                    + " by "
                                    + d.value()
                                    + " at "
                                    + d.threshold())))
        .containsInAnyOrder(dropped);
    pipeline.run().waitUntilFinish();
  }
}
