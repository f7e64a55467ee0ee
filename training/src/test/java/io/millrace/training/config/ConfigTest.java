package io.millrace.training.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfigTest {
  @Test
  void headsThatDoNotDivideTheWidthAreNamed() {
    assertThatThrownBy(() -> model(100, 3, 1))
        .hasMessageContaining("--width=100")
        .hasMessageContaining("--heads=3");
  }

  @Test
  void keyValueHeadsThatDoNotDivideTheHeadsAreNamed() {
    assertThatThrownBy(() -> model(96, 4, 3)).hasMessageContaining("--keyValueHeads=3");
  }

  @Test
  void headsOfOddWidthCannotTurn() {
    assertThatThrownBy(() -> model(12, 4, 2)).hasMessageContaining("odd width");
  }

  @Test
  void theRateRisesToItsPeakAndFallsToItsFloor() {
    LearningRateConfig rate = new LearningRateConfig(0.01, 10, 110, 0.1);
    assertThat(rate.at(1)).isCloseTo(0.001, within(1e-12));
    assertThat(rate.at(10)).isCloseTo(0.01, within(1e-12));
    assertThat(rate.at(60)).isCloseTo(0.0055, within(1e-12));
    assertThat(rate.at(110)).isCloseTo(0.001, within(1e-12));
    assertThat(rate.at(500)).isCloseTo(0.001, within(1e-12));
  }

  @Test
  void theWarmUpMustEndBeforeTheDecayDoes() {
    assertThatThrownBy(() -> new LearningRateConfig(0.01, 10, 10, 0.1))
        .hasMessageContaining("--warmUpSteps=10");
  }

  private static ModelConfig model(int width, int heads, int keyValueHeads) {
    return new ModelConfig(2, width, heads, keyValueHeads, 64, 257, OutputHead.TIED, 1e4, 1e-5);
  }
}
