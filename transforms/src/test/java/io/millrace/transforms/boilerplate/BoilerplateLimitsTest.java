package io.millrace.transforms.boilerplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoilerplateLimitsTest {
  private static final BoilerplateLimits LIMITS = new BoilerplateLimits(10, 0.2);

  @Test
  void aLineNeedsEnoughPages() {
    assertThat(LIMITS.isBoilerplate(9, 9)).isFalse();
    assertThat(LIMITS.isBoilerplate(10, 10)).isTrue();
  }

  @Test
  void aLineNeedsEnoughOfItsSite() {
    assertThat(LIMITS.isBoilerplate(20, 101)).isFalse();
    assertThat(LIMITS.isBoilerplate(20, 100)).isTrue();
  }

  @Test
  void onePageIsNoRepetition() {
    assertThatThrownBy(() -> new BoilerplateLimits(1, 0.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 or more");
  }

  @Test
  void aShareIsAPartOfOne() {
    assertThatThrownBy(() -> new BoilerplateLimits(2, 1.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> new BoilerplateLimits(2, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
