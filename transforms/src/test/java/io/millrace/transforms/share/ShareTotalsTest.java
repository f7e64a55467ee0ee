package io.millrace.transforms.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.junit.jupiter.api.Test;

class ShareTotalsTest {
  private static final TupleTag<KV<Integer, Integer>> TOLD = new TupleTag<>("told") {};

  @Test
  void tellsEveryMemberItsGroupsTotal() {
    Pipeline pipeline = pipeline();
    PCollectionTuple told = share(pipeline, List.of(group(1, 1, 2, 3), group(2, 10)));

    PAssert.that(told.get(TOLD))
        .containsInAnyOrder(KV.of(1, 6), KV.of(2, 6), KV.of(3, 6), KV.of(10, 10));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void membersInOneSlotAreAllTold() {
    // Identities 1,024 apart share a slot.
    Pipeline pipeline = pipeline();
    PCollectionTuple told = share(pipeline, List.of(group(1, 5, 1029, 2053)));

    PAssert.that(told.get(TOLD))
        .containsInAnyOrder(KV.of(5, 3087), KV.of(1029, 3087), KV.of(2053, 3087));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void equalMembersCountEachAndAreToldOnce() {
    Pipeline pipeline = pipeline();
    PCollectionTuple told = share(pipeline, List.of(group(1, 4, 4)));

    PAssert.that(told.get(TOLD)).containsInAnyOrder(KV.of(4, 8));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void noKeyReceivesALargeGroup() {
    int members = 2100;
    int[] numbers = new int[members];
    for (int i = 0; i < members; i++) {
      numbers[i] = i;
    }
    Pipeline pipeline = pipeline();
    PCollectionTuple told = share(pipeline, List.of(group(1, numbers)));

    PAssert.that(told.get(MeasuredFn.KEY_BYTES))
        .satisfies(
            partials -> {
              long most = 0;
              for (KV<String, Long> partial : partials) {
                assertThat(partial.getKey()).isEqualTo("Sums");
                most = Math.max(most, partial.getValue());
              }
              // Three members and the total; a byte says which, one to four hold the number.
              assertThat(most).isBetween(8L, 4 * 5L);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static List<KV<Hash128, Integer>> group(int key, int... members) {
    List<KV<Hash128, Integer>> group = new ArrayList<>();
    for (int member : members) {
      group.add(KV.of(new Hash128(key, 0), member));
    }
    return group;
  }

  private static PCollectionTuple share(
      Pipeline pipeline, List<List<KV<Hash128, Integer>>> groups) {
    return pipeline
        .apply(
            Create.of(groups.stream().flatMap(List::stream).toList())
                .withCoder(KvCoder.of(Hash128Coder.of(), VarIntCoder.of())))
        .apply(ShareTotals.of("Sums", new Sum(), VarIntCoder.of(), VarIntCoder.of(), TOLD));
  }

  private static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.fromArgs("--targetParallelism=2").create());
  }

  private record Sum() implements Totalling<Integer, Integer> {
    @Override
    public Integer of(Integer member) {
      return member;
    }

    @Override
    public Integer add(Integer left, Integer right) {
      return left + right;
    }

    @Override
    public Hash128 identity(Integer member) {
      return new Hash128(0, member);
    }
  }
}
