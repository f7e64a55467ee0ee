package io.millrace.training.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import org.junit.jupiter.api.Test;

class ModelFlopsTest {
  @Test
  void countsSixAWeightAndTwelveTimesLayersWidthAndLengthAToken() {
    ModelConfig model = new ModelConfig(2, 4, 2, 1, 8, 10, OutputHead.TIED, 1e4, 1e-5);
    // A layer: queries and output 4 x 4, keys and values 4 x 2, three matrices of 4 x 8; head 10 x
    // 4.
    long weights = 2 * (2 * 16 + 2 * 8 + 3 * 32) + 40;
    long attention = 12 * 2 * 4 * 5;

    assertThat(new ModelFlops(model).ofSequence(5)).isEqualTo(5 * (6 * weights + attention));
  }
}
