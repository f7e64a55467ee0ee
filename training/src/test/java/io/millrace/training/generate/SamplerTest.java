package io.millrace.training.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final int DRAWS = 20_000;
  private static final float[] LOGITS = {0, 2, -1, 1};

  @Test
  void temperatureZeroTakesTheLikeliestAndOfEqualsTheFirst() {
    Sampler sampler = new Sampler(new Sampling(0, 0, 1));
    assertThat(sampler.next(LOGITS)).isEqualTo(1);
    assertThat(sampler.next(new float[] {1, 3, 3})).isEqualTo(1);
  }

  @Test
  void shareOfDrawsIsTheSoftmaxOfTheLogitsOverTheTemperature() {
    for (double temperature : new double[] {0.5, 1, 2}) {
      double[] shares = shares(new Sampling(temperature, 0, 5));
      double sum = 0;
      for (float logit : LOGITS) {
        sum += Math.exp(logit / temperature);
      }
      for (int id = 0; id < LOGITS.length; id++) {
        // Four standard deviations of a share of 20,000 draws are at most 0.0142.
        assertThat(shares[id]).isCloseTo(Math.exp(LOGITS[id] / temperature) / sum, within(0.0142));
      }
    }
  }

  @Test
  void topKDrawsFromTheLikeliestOnly() {
    double[] shares = shares(new Sampling(1, 2, 5));
    assertThat(shares[0]).isZero();
    assertThat(shares[2]).isZero();
    assertThat(shares[1]).isCloseTo(Math.E / (1 + Math.E), within(0.0142));
  }

  @Test
  void veryLargeLogitsDoNotOverflow() {
    Sampler sampler = new Sampler(new Sampling(0.01, 0, 1));
    assertThat(sampler.next(new float[] {-1e30f, 1e30f})).isEqualTo(1);
  }

  @Test
  void aLogitThatIsNoNumberIsNamed() {
    Sampler sampler = new Sampler(new Sampling(1, 0, 1));
    assertThatThrownBy(() -> sampler.next(new float[] {0, Float.NaN}))
        .hasMessageContaining("token 1")
        .hasMessageContaining("NaN");
  }

  private static double[] shares(Sampling sampling) {
    Sampler sampler = new Sampler(sampling);
    double[] shares = new double[LOGITS.length];
    for (int i = 0; i < DRAWS; i++) {
      shares[sampler.next(LOGITS)] += 1.0 / DRAWS;
    }
    return shares;
  }
}
