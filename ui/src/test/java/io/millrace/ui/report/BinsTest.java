package io.millrace.ui.report;

import static io.millrace.ui.report.RunSamples.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinsTest {
  @Test
  void doublingBinsReachFromZeroToTheGreatestThreshold() {
    Bins bins =
        Bins.doubling(json("[{\"from\":0,\"to\":1,\"n\":5},{\"from\":2,\"to\":4,\"n\":7}]"), 0, 9);

    assertThat(bins.labels(0)).containsExactly("0", "1", "2", "4", "8");
    assertThat(bins.values("n")).containsExactly(5L, 0L, 7L, 0L, 0L);
    assertThat(bins.edges()).endsWith(8.0, 16.0);
  }

  @Test
  void aValueLiesInItsBinByProportion() {
    Bins bins = Bins.doubling(json("[{\"from\":4,\"to\":8},{\"from\":8,\"to\":16}]"));

    assertThat(bins.position(4)).isZero();
    assertThat(bins.position(7)).isEqualTo(0.75);
    assertThat(bins.position(8)).isEqualTo(1);
    assertThat(bins.position(12)).isEqualTo(1.5);
    assertThat(bins.position(1)).isZero();
    assertThat(bins.position(99)).isEqualTo(2);
  }
}
