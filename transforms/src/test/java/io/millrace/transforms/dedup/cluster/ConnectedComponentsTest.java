package io.millrace.transforms.dedup.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;

class ConnectedComponentsTest {
  @Test
  void labelsEveryNodeWithItsComponentsSmallest() {
    Pipeline pipeline = pipeline();
    PAssert.that(
            find(
                pipeline,
                ConnectedComponents.in(3),
                edge(2, 1),
                edge(3, 2),
                edge(9, 8),
                edge(8, 9)))
        .containsInAnyOrder(edge(1, 1), edge(2, 1), edge(3, 1), edge(8, 8), edge(9, 8));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void needsNoLocalContraction() {
    Pipeline pipeline = pipeline();
    PAssert.that(
            find(
                pipeline,
                ConnectedComponents.in(3).withoutLocalContraction(),
                edge(1, 2),
                edge(2, 3),
                edge(9, 8),
                edge(8, 9)))
        .containsInAnyOrder(edge(1, 1), edge(2, 1), edge(3, 1), edge(8, 8), edge(9, 8));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aGraphWithoutEdgesHasNoNodes() {
    Pipeline pipeline = pipeline();
    PAssert.that(find(pipeline, ConnectedComponents.in(1))).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void failsOneRoundBeforeAPathConverges() {
    assertThat(converges(3)).isTrue();
    assertThatThrownBy(() -> converges(2))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after 2 rounds")
        .hasMessageContaining("raise --convergenceRounds");
  }

  private static boolean converges(int rounds) {
    List<KV<Hash128, Hash128>> path = new ArrayList<>();
    for (int i = 1; i < 8; i++) {
      path.add(edge(i, i - 1));
    }
    Pipeline pipeline = pipeline();
    PAssert.that(
            pipeline
                .apply(Create.of(path).withCoder(coder()))
                .apply(ConnectedComponents.in(rounds).withoutLocalContraction())
                .get(ConnectedComponents.LABELS))
        .satisfies(
            labels -> {
              assertThat(labels).hasSize(8).allMatch(label -> label.getValue().equals(node(0)));
              return null;
            });
    pipeline.run().waitUntilFinish();
    return true;
  }

  @SafeVarargs
  private static PCollection<KV<Hash128, Hash128>> find(
      Pipeline pipeline, ConnectedComponents components, KV<Hash128, Hash128>... edges) {
    return pipeline
        .apply(Create.of(List.of(edges)).withCoder(coder()))
        .apply(components)
        .get(ConnectedComponents.LABELS);
  }

  private static KvCoder<Hash128, Hash128> coder() {
    return KvCoder.of(Hash128Coder.of(), Hash128Coder.of());
  }

  private static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.fromArgs("--targetParallelism=2").create());
  }

  private static KV<Hash128, Hash128> edge(int a, int b) {
    return KV.of(node(a), node(b));
  }

  private static Hash128 node(int number) {
    return new Hash128(number, 0);
  }
}
