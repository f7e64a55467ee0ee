package io.millrace.training.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every bin packer must hold to. */
class BinPackerTest {
  static Stream<BinPacker> packers() {
    return Stream.of(new FirstFitDecreasing());
  }

  @ParameterizedTest
  @MethodSource("packers")
  void putsEveryItemIntoExactlyOneBinWithinItsCapacity(BinPacker packer) {
    Random random = new Random(5);
    for (int trial = 0; trial < 200; trial++) {
      int capacity = 1 + random.nextInt(100);
      int[] sizes = random.ints(random.nextInt(60), 1, capacity + 1).toArray();

      List<List<Integer>> bins = packer.pack(sizes, capacity);

      assertThat(bins.stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, sizes.length).boxed().toList());
      assertThat(bins)
          .allSatisfy(
              bin ->
                  assertThat(bin.stream().mapToInt(item -> sizes[item]).sum())
                      .isBetween(1, capacity));
      assertThat(packer.pack(sizes, capacity)).isEqualTo(bins);
    }
  }

  @ParameterizedTest
  @MethodSource("packers")
  void refusesAnItemLargerThanABin(BinPacker packer) {
    assertThatThrownBy(() -> packer.pack(new int[] {3, 9}, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9");
  }

  @Test
  void firstFitDecreasingPacksChunkFlowsExampleIntoThreeBins() {
    assertThat(new FirstFitDecreasing().pack(new int[] {6, 5, 3, 3, 2, 2, 2, 1}, 8)).hasSize(3);
  }

  @Test
  void firstFitDecreasingNeedsElevenBinsWhereNineWouldDo() {
    int[] sizes =
        IntStream.of(
                IntStream.concat(
                        IntStream.concat(
                            IntStream.range(0, 6).map(i -> 51), IntStream.range(0, 6).map(i -> 27)),
                        IntStream.concat(
                            IntStream.range(0, 6).map(i -> 26),
                            IntStream.range(0, 12).map(i -> 23)))
                    .toArray())
            .toArray();
    assertThat(new FirstFitDecreasing().pack(sizes, 100)).hasSize(11);
  }
}
