package io.millrace.transforms.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.transforms.calibrate.measure.Histogram;
import io.millrace.transforms.calibrate.measure.Tail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
  private static final Histogram HUNDREDTHS = evenly(1, 100);
  private static final Histogram UPPER_HALF = evenly(101, 200);

  @Test
  void tailCutsTheWorstTenth() {
    assertThat(Threshold.tail(HUNDREDTHS, Tail.HIGH, 0.1)).isEqualTo(0.9);
    assertThat(Threshold.tail(HUNDREDTHS, Tail.LOW, 0.1)).isEqualTo(0.11);
  }

  @Test
  void quantileCutsWhatEnglishLosesInEnglish() {
    assertThat(quantile(Tail.HIGH, 0.95)).isEqualTo(1.95);
    assertThat(quantile(Tail.LOW, 0.21)).isEqualTo(1.21);
    assertThat(quantile(Tail.HIGH, 7)).isEqualTo(2);
  }

  private static double quantile(Tail tail, double englishThreshold) {
    double lost = HUNDREDTHS.fractionCut(tail, englishThreshold);
    return Threshold.tail(UPPER_HALF, tail, lost);
  }

  @Test
  void meanStdKeepsTheDistanceFromTheMean() {
    Histogram english = of(0.1, 0.3);
    Histogram other = of(0.3, 0.7);

    // English: mean 0.2, deviation 0.1; the other: 0.5 and 0.2.
    assertThat(Threshold.meanStd(other, Threshold.deviations(english, 0.35)))
        .isCloseTo(0.8, within(1e-12));
    assertThat(Threshold.meanStd(other, Threshold.deviations(english, 0.2)))
        .isCloseTo(0.5, within(1e-12));
    assertThat(Threshold.meanStd(english, Threshold.deviations(english, 0.35)))
        .isCloseTo(0.35, within(1e-12));
  }

  @Test
  void nothingIsAnyDistanceAwayWhereNothingVaries() {
    assertThat(Threshold.deviations(of(0.1, 0.1), 0.35)).isInfinite();
    assertThat(Threshold.deviations(of(0.1, 0.1), 0.1)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0.5, 0.3", "0.95, 0.99, 0.9", "0.5, 0.7, 0.4", "0.1, 0.1, 0.3"})
  void languageScoreIsADeviationUnderTheMedianWithinBounds(
      double lower, double upper, double threshold) {
    assertThat(Threshold.languageScore(of(lower, upper), 0.3, 0.9))
        .isCloseTo(threshold, within(1e-9));
  }

  private static Histogram evenly(int from, int to) {
    Histogram histogram = new Histogram();
    for (int i = from; i <= to; i++) {
      histogram.add(i / 100.0);
    }
    return histogram;
  }

  private static Histogram of(double... values) {
    Histogram histogram = new Histogram();
    for (double value : values) {
      histogram.add(value);
    }
    return histogram;
  }
}
