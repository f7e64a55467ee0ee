package io.millrace.transforms.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {
  @Test
  void sizesFallIntoBinsThatDouble() {
    assertThat(Measurement.doubling(0)).isEqualTo("0");
    assertThat(Measurement.doubling(1)).isEqualTo("1");
    assertThat(Measurement.doubling(3)).isEqualTo("2");
    assertThat(Measurement.doubling(4)).isEqualTo("4");
  }

  @Test
  void scoresFallIntoTwentyBins() {
    assertThat(Measurement.score(-0.1)).isEqualTo("0.0");
    assertThat(Measurement.score(0.0499)).isEqualTo("0.0");
    assertThat(Measurement.score(0.15)).isEqualTo("0.15");
    assertThat(Measurement.score(0.35)).isEqualTo("0.35");
    assertThat(Measurement.score(0.9499)).isEqualTo("0.9");
    assertThat(Measurement.score(1)).isEqualTo("0.95");
    assertThat(Measurement.score(1.2)).isEqualTo("0.95");
  }

  @Test
  void noMeasurementIsCountedUnderTheNameOfAnother() {
    assertThat(Measurement.stages())
        .containsExactlyInAnyOrder(
            "text_lengths",
            "word_counts",
            "cluster_sizes",
            "language_scores",
            "language_thresholds");
  }
}
