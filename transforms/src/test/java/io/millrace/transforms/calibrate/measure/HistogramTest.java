package io.millrace.transforms.calibrate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramTest {
  private static final Histogram HUNDRED = hundred();

  private static Histogram hundred() {
    Histogram histogram = new Histogram();
    for (int i = 1; i <= 100; i++) {
      histogram.add(i / 100.0);
    }
    return histogram;
  }

  @Test
  void knowsMeanMedianAndDeviation() {
    Histogram histogram = new Histogram();
    histogram.add(0.2, 2);
    histogram.add(0.4);
    histogram.add(0.8);

    assertThat(histogram.count()).isEqualTo(4);
    assertThat(histogram.mean()).isEqualTo(0.4);
    assertThat(histogram.median()).isEqualTo(0.2);
    assertThat(histogram.standardDeviation()).isCloseTo(Math.sqrt(0.06), within(1e-12));
    assertThat(HUNDRED.median()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "HIGH, 0.1, 0.9",
    "HIGH, 0, 1",
    "HIGH, 1, 0.01",
    "HIGH, 0.29, 0.71",
    "HIGH, 0.105, 0.9",
    "LOW, 0.1, 0.11",
    "LOW, 0, 0.01",
    "LOW, 1, 1",
    "LOW, 0.29, 0.3",
  })
  void cutsNoMoreThanAFraction(Tail tail, double fraction, double threshold) {
    assertThat(HUNDRED.threshold(tail, fraction)).isEqualTo(threshold);
    assertThat(HUNDRED.fractionCut(tail, threshold)).isLessThanOrEqualTo(fraction);
  }

  @Test
  void cutsLessWhereValuesAreEqual() {
    Histogram histogram = new Histogram();
    histogram.add(0.5, 9);
    histogram.add(0.7);

    assertThat(histogram.threshold(Tail.HIGH, 0.1)).isEqualTo(0.5);
    assertThat(histogram.threshold(Tail.LOW, 0.1)).isEqualTo(0.5);
    assertThat(histogram.fractionCut(Tail.LOW, 0.5)).isZero();
  }

  @Test
  void isTheSameInAnyOrderOfAddingAndMerging() {
    Random random = new Random(23);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      values.add(random.nextGaussian() * 1e3);
    }
    Histogram inOrder = new Histogram();
    values.forEach(inOrder::add);
    Collections.shuffle(values, random);
    List<Histogram> parts = List.of(new Histogram(), new Histogram(), new Histogram());
    values.forEach(value -> parts.get(random.nextInt(3)).add(value));
    Histogram merged = new Histogram();
    parts.forEach(merged::merge);

    assertThat(merged).isEqualTo(inOrder).hasSameHashCodeAs(inOrder);
    assertThat(merged.count()).isEqualTo(10_000);
    assertThat(merged.mean()).isEqualTo(inOrder.mean());
    assertThat(merged.standardDeviation()).isEqualTo(inOrder.standardDeviation());
    assertThat(merged.bins()).isEqualTo(inOrder.bins());
  }

  @Test
  void refusesWhatIsNoNumberAndAsksForMeasurements() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Histogram().add(Double.NaN));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new Histogram().mean())
        .withMessage("no measurements");
  }
}
