package io.millrace.transforms.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
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
}
