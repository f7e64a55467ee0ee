package io.millrace.training.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicaSharesTest {
  private static final ChunkPacker PACKER = new ChunkPacker(4, new FirstFit());

  @Test
  void replicasHaveLikeNumbersOfTokensAndGroupsStayWholeAndInOrder() {
    // Groups of 9, 6, 4, 3 and 4 tokens: 9 + 4 and 6 + 4 + 3.
    List<ChunkGroup> groups = PACKER.pack(sequences(9, 6, 4, 3, 4));
    assertThat(ReplicaShares.divide(groups, 2))
        .containsExactly(
            List.of(groups.get(0), groups.get(4)),
            List.of(groups.get(1), groups.get(2), groups.get(3)));
  }

  @Test
  void fewerGroupsThanReplicasLeaveSomeWithout() {
    List<ChunkGroup> groups = PACKER.pack(sequences(4, 4));
    assertThat(ReplicaShares.divide(groups, 3))
        .containsExactly(List.of(groups.get(0)), List.of(groups.get(1)), List.of());
  }

  @Test
  void oneReplicaHasAll() {
    List<ChunkGroup> groups = PACKER.pack(sequences(9, 1, 2));
    assertThat(ReplicaShares.divide(groups, 1)).containsExactly(groups);
  }

  private static List<Sequence> sequences(int... lengths) {
    return IntStream.range(0, lengths.length)
        .mapToObj(i -> Sequence.ofDocument("document-" + i, "und_Zzzz", 1, new int[lengths[i]], 1))
        .toList();
  }
}
