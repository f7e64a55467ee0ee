package io.millrace.transforms.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.tokenize.SourceText;
import io.millrace.transforms.tokenize.SourceTextCoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

class SplitHeldOutTest {
  @Test
  void holdsOutTheGivenPartOfClusters() {
    long heldOut =
        IntStream.range(0, 20_000)
            .filter(i -> SplitHeldOut.isHeldOut("cluster-" + i, 0.05))
            .count();

    // 1,000 expected, with a standard deviation of 31.
    assertThat(heldOut).isBetween(900L, 1_100L);
  }

  @Test
  void aLargerPartHoldsTheSmallerOne() {
    assertThat(IntStream.range(0, 5_000).mapToObj(i -> "cluster-" + i))
        .filteredOn(cluster -> SplitHeldOut.isHeldOut(cluster, 0.05))
        .allMatch(cluster -> SplitHeldOut.isHeldOut(cluster, 0.1));
  }

  @Test
  void theChoiceNeverChanges() {
    // Pinned: a change would move documents between training and validation of data sets that
    // exist.
    assertThat(IntStream.range(0, 40).filter(i -> SplitHeldOut.isHeldOut("cluster-" + i, 0.1)))
        .containsExactly(0, 3, 9);
  }

  @Test
  void aHeldOutTextThatSharesABandWithOneToTrainOnIsDropped() {
    // cluster-0, -3 and -9 are held out; the copy of a text under another cluster shares all bands.
    List<SourceText> texts =
        List.of(
            text("cluster-0", "a text that is nowhere else and long enough for a shingle"),
            text("cluster-3", "the mill by the river ground flour for the whole valley"),
            text("cluster-4", "The mill by the river ground flour for the whole valley!"),
            text(
                "cluster-9", "the mill by the river ground flour for the whole valley", "deu_Latn"),
            text("cluster-5", "another text to train on that has nothing to do with mills"));
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PCollectionTuple outputs =
        pipeline
            .apply(Create.of(texts).withCoder(SourceTextCoder.of()))
            .apply(SplitHeldOut.fraction(0.1));

    PAssert.that(clusters(outputs.get(SplitHeldOut.TRAIN)))
        .containsInAnyOrder("cluster-4", "cluster-5");
    PAssert.that(clusters(outputs.get(SplitHeldOut.VALIDATION)))
        .containsInAnyOrder("cluster-0", "cluster-9");
    PAssert.that(outputs.get(StageTags.COUNTS))
        .satisfies(
            counts -> {
              List<String> reasons = new ArrayList<>();
              counts.forEach(count -> reasons.add(count.getKey().reason()));
              assertThat(reasons).contains("shares_band", "held_out");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static PCollection<String> clusters(PCollection<SourceText> texts) {
    return texts.apply(MapElements.into(TypeDescriptors.strings()).via(SourceText::clusterId));
  }

  private static SourceText text(String cluster, String text) {
    return text(cluster, text, "eng_Latn");
  }

  private static SourceText text(String cluster, String text, String language) {
    return new SourceText("id of " + cluster, "", language, cluster, 1, 1, text);
  }
}
