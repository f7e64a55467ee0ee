package io.millrace.training.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every bin packer must hold to, then what each promises. */
class BinPackerTest {
  private static final int CAPACITY = 100;

  /** 6 × 51, 6 × 27, 6 × 26, 12 × 23: nine full bins, of which the greedy packers make eleven. */
  private static final int[] FULL_BINS =
      IntStream.of(51, 27, 26, 23, 23)
          .flatMap(size -> IntStream.generate(() -> size).limit(6))
          .toArray();

  static Stream<BinPacker> packers() {
    return Stream.of(
        new FirstFit(), new FirstFitDecreasing(), new BestFitDecreasing(), new ExactPacker());
  }

  @ParameterizedTest
  @MethodSource("packers")
  void putsEveryItemIntoExactlyOneBinWithinItsCapacity(BinPacker packer) {
    Random random = new Random(5);
    for (int trial = 0; trial < 200; trial++) {
      int capacity = 1 + random.nextInt(100);
      int[] sizes = random.ints(random.nextInt(40), 1, capacity + 1).toArray();

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
  void needsNoMoreThanTwiceTheBinsThatTheItemsFill(BinPacker packer) {
    Random random = new Random(6);
    for (int trial = 0; trial < 200; trial++) {
      int[] sizes = random.ints(1 + random.nextInt(40), 1, CAPACITY + 1).toArray();
      int filled = (IntStream.of(sizes).sum() + CAPACITY - 1) / CAPACITY;
      assertThat(packer.pack(sizes, CAPACITY)).hasSizeBetween(filled, 2 * filled);
    }
  }

  @ParameterizedTest
  @MethodSource("packers")
  void refusesAnItemLargerThanABin(BinPacker packer) {
    assertThatThrownBy(() -> packer.pack(new int[] {3, 9}, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9");
  }

  @ParameterizedTest
  @MethodSource("packers")
  void noItemsNeedNoBin(BinPacker packer) {
    assertThat(packer.pack(new int[0], 8)).isEmpty();
  }

  @Test
  void firstFitTakesItemsAsTheyCome() {
    assertThat(new FirstFit().pack(new int[] {2, 7, 5, 1}, 8))
        .containsExactly(List.of(0, 2, 3), List.of(1));
  }

  @Test
  void bestFitTakesTheFullestBinThatHasRoom() {
    int[] sizes = {110, 100, 95, 4};
    assertThat(new BestFitDecreasing().pack(sizes, 200))
        .containsExactly(List.of(0), List.of(1, 2, 3));
    assertThat(new FirstFitDecreasing().pack(sizes, 200))
        .containsExactly(List.of(0, 3), List.of(1, 2));
  }

  @Test
  void decreasingPackersPackChunkFlowsExampleIntoThreeBins() {
    int[] sizes = {6, 5, 3, 3, 2, 2, 2, 1};
    assertThat(new FirstFitDecreasing().pack(sizes, 8)).hasSize(3);
    assertThat(new BestFitDecreasing().pack(sizes, 8)).hasSize(3);
    assertThat(new ExactPacker().pack(sizes, 8)).hasSize(3);
  }

  @Test
  void onlyTheExactPackerFillsNineBinsWholly() {
    assertThat(new FirstFitDecreasing().pack(FULL_BINS, CAPACITY)).hasSize(11);
    assertThat(new BestFitDecreasing().pack(FULL_BINS, CAPACITY)).hasSize(11);
    assertThat(new ExactPacker().pack(FULL_BINS, CAPACITY)).hasSize(9);
  }

  @Test
  void theExactPackersBinsAreTheFewest() {
    Random random = new Random(7);
    for (int trial = 0; trial < 300; trial++) {
      int capacity = 10 + random.nextInt(30);
      int[] sizes = random.ints(1 + random.nextInt(9), 1, 2 + capacity * 2 / 3).toArray();
      assertThat(new ExactPacker().pack(sizes, capacity))
          .as(Arrays.toString(sizes) + " in " + capacity)
          .hasSize(fewestBins(sizes, capacity));
      assertThat(ExactPacker.lowerBound(sizes, capacity))
          .isLessThanOrEqualTo(fewestBins(sizes, capacity));
    }
  }

  @Test
  void withoutTimeToSearchTheExactPackerGivesBestFitDecreasing() {
    assertThat(new ExactPacker(1).pack(FULL_BINS, CAPACITY))
        .isEqualTo(new BestFitDecreasing().pack(FULL_BINS, CAPACITY));
  }

  /** Over all subsets: the fewest bins, and of those the least full last one. */
  private static int fewestBins(int[] sizes, int capacity) {
    int subsets = 1 << sizes.length;
    int[] bins = new int[subsets];
    int[] last = new int[subsets];
    last[0] = capacity;
    for (int subset = 1; subset < subsets; subset++) {
      bins[subset] = Integer.MAX_VALUE;
      for (int item = 0; item < sizes.length; item++) {
        if ((subset & (1 << item)) != 0) {
          int rest = subset & ~(1 << item);
          boolean fits = last[rest] + sizes[item] <= capacity;
          int count = bins[rest] + (fits ? 0 : 1);
          int fill = fits ? last[rest] + sizes[item] : sizes[item];
          if (count < bins[subset] || (count == bins[subset] && fill < last[subset])) {
            bins[subset] = count;
            last[subset] = fill;
          }
        }
      }
    }
    return bins[subsets - 1];
  }
}
