package io.millrace.transforms.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoreHistogramTest {
  private static final double HALF_STEP = 0.5 / ScoreHistogram.STEPS;

  @Test
  void findsMedianAndDeviation() {
    assertThat(histogram(0.2, 0.4, 0.9).median()).isEqualTo(0.4);
    assertThat(histogram(0.2, 0.4, 0.6, 0.9).median()).isCloseTo(0.5, within(1e-8));
    assertThat(histogram(0.2, 0.6).standardDeviation()).isCloseTo(0.2, within(1e-12));
    assertThat(histogram(0.7).standardDeviation()).isZero();
  }

  @Test
  void isWithinHalfAStepOfTheExactMedian() {
    Random random = new Random(8);
    double[] scores = random.doubles(999).toArray();
    ScoreHistogram histogram = histogram(scores);
    Arrays.sort(scores);
    assertThat(histogram.median()).isCloseTo(scores[499], within(HALF_STEP));
  }

  @Test
  void takesFastTextsScoreAboveOneForOne() {
    assertThat(histogram(1.00001)).isEqualTo(histogram(1));
    assertThat(histogram(-0.1)).isEqualTo(histogram(0));
  }

  @Test
  void isTheSameHoweverItIsAddedUp() {
    Random random = new Random(9);
    double[] scores = random.doubles(5000).toArray();
    ScoreHistogram whole = histogram(scores);
    ScoreHistogram parts = new ScoreHistogram();
    for (int start = 4999; start >= 0; start -= 7) {
      ScoreHistogram part = new ScoreHistogram();
      for (int i = start; i > Math.max(-1, start - 7); i--) {
        part.add(scores[i]);
      }
      parts.merge(ScoreHistogram.of(part.counts()));
    }
    assertThat(parts).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(parts.standardDeviation()).isEqualTo(whole.standardDeviation());
  }

  @Test
  void refusesOtherCounts() {
    assertThatThrownBy(() -> ScoreHistogram.of(new long[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ScoreHistogram().median())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void thresholdIsMedianLessDeviationWithinBounds() {
    LanguageThresholds thresholds =
        LanguageThresholds.of(
            Map.of(
                "mid_Latn", histogram(0.5, 0.9),
                "low_Latn", histogram(0.1, 0.3),
                "top_Latn", histogram(1, 1, 1),
                "non_Latn", new ScoreHistogram()),
            LanguageThresholds.DEFAULT_BOUNDS);
    assertThat(thresholds.threshold("mid_Latn")).isCloseTo(0.5, within(1e-8));
    assertThat(thresholds.threshold("low_Latn")).isEqualTo(0.3);
    assertThat(thresholds.threshold("top_Latn")).isEqualTo(0.9);
    assertThat(thresholds.threshold("non_Latn")).isEqualTo(0.3);
  }

  @Test
  void theOnlyTextOfALabelReachesItsThreshold() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2_000; i++) {
      double score = random.nextDouble();
      double other = random.nextDouble();
      assertThat(LanguageThresholds.DEFAULT_BOUNDS.threshold(histogram(score)))
          .isLessThanOrEqualTo(Math.max(0.3, score));
      assertThat(LanguageThresholds.DEFAULT_BOUNDS.threshold(histogram(score, other)))
          .isLessThanOrEqualTo(Math.max(0.3, Math.min(score, other)));
    }
  }

  @Test
  void refusesBoundsTheWrongWayRound() {
    assertThatThrownBy(() -> new LanguageThresholds.Bounds(0.9, 0.3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.9 to 0.3");
  }

  private static ScoreHistogram histogram(double... scores) {
    ScoreHistogram histogram = new ScoreHistogram();
    for (double score : scores) {
      histogram.add(score);
    }
    return histogram;
  }
}
