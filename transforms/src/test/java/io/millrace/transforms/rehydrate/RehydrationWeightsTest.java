package io.millrace.transforms.rehydrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.quality.Removals;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RehydrationWeightsTest {
  /**
   * By hand, for 2,000 documents of which 662 were removed, so global = 0.331:
   *
   * <pre>
   * size              1     2     3     4     5     6     7    50 and 900
   * entered        1000   500   200   100   100    60    38     1 + 1
   * removed         400   150    50    20    10    12    19     1 + 0
   * rate            0.4   0.3  0.25   0.2   0.1   0.2   0.5   0.5   the tail: 2 documents of 2,000
   * averaged        0.4   0.3  0.25  0.21  0.25   0.3   0.5   0.5   the first and last two as they are
   * 9 · (r − global) / (0.21 − global)
   *                   –  2.31  6.02     9  6.02  2.31     –     –
   * weight            1     3     7    10     7     3     1     1
   * </pre>
   */
  @Test
  void reproducesAnExampleCountedByHand() {
    RehydrationWeights weights =
        RehydrationWeights.of(
            List.of(
                removals(1, 1000, 400),
                removals(2, 500, 150),
                removals(3, 200, 50),
                removals(4, 100, 20),
                removals(5, 100, 10),
                removals(6, 60, 12),
                removals(7, 38, 19),
                removals(50, 1, 1),
                removals(900, 1, 0)),
            10);

    assertThat(LongStream.of(1, 2, 3, 4, 5, 6, 7, 50, 900).mapToObj(weights::weight))
        .containsExactly(1, 3, 7, 10, 7, 3, 1, 1, 1);
  }

  /**
   * Of 400 documents 160 were removed, so global = 0.4 and min = 0: size 3 lies in the middle, and
   * counts 1 + 9 / 2 = 5.5 or 1 + 3 / 2 = 2.5 times.
   */
  @Test
  void roundsHalfToEven() {
    List<Removals> removals =
        List.of(
            removals(1, 100, 70), removals(2, 100, 70), removals(3, 100, 20), removals(4, 100, 0));

    assertThat(RehydrationWeights.of(removals, 10).weight(3)).isEqualTo(6);
    assertThat(RehydrationWeights.of(removals, 4).weight(3)).isEqualTo(2);
  }

  @Test
  void addsUpRowsOfOneSize() {
    RehydrationWeights weights =
        RehydrationWeights.of(
            List.of(removals(1, 60, 40), removals(2, 100, 20), removals(1, 40, 20)), 10);

    assertThat(weights.weight(1)).isEqualTo(1);
    assertThat(weights.weight(2)).isEqualTo(10);
  }

  @Test
  void equalRatesWeighNothing() {
    RehydrationWeights weights =
        RehydrationWeights.of(List.of(removals(1, 10, 5), removals(2, 10, 5)), 10);

    assertThat(weights.weight(1)).isOne();
    assertThat(weights.weight(2)).isOne();
  }

  @Test
  void anUnseenSizeHasTheWeightOfTheNextSmaller() {
    RehydrationWeights weights =
        RehydrationWeights.of(List.of(removals(2, 10, 5), removals(4, 10, 0)), 10);

    assertThat(weights.weight(1)).isOne();
    assertThat(weights.weight(3)).isOne();
    assertThat(weights.weight(1_000)).isEqualTo(10);
    assertThat(RehydrationWeights.of(List.of(), 10).weight(7)).isOne();
  }

  @Test
  void theTableHasItsSteps() {
    assertThat(
            LongStream.of(1, 2, 3, 4, 5, 99, 100, 999, 1_000, 1_000_000)
                .mapToObj(RehydrationTable::weight))
        .containsExactly(1, 2, 3, 3, 5, 5, 8, 8, 1, 1);
  }

  private static Removals removals(long size, long entered, long removed) {
    return new Removals("eng_Latn", size, entered, removed);
  }
}
