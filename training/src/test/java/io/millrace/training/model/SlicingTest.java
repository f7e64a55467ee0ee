package io.millrace.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicingTest {
  @ParameterizedTest
  @CsvSource({
    // chunk, sequence, vocabulary; blocks of queries, of the past, slices of logits
    "512, 2048, 257, 4, 1, 1",
    "512, 4097, 257, 4, 2, 1",
    "512, 16384, 32768, 4, 4, 4",
    "1, 1, 257, 1, 1, 1",
    "2048, 1048576, 257, 16, 4, 1",
    "16384, 131072, 257, 128, 1, 2"
  })
  void partsAreSmallUntilTheirPairsAreTooMany(
      int chunk, int sequence, int vocabulary, int queries, int past, int logits) {
    ModelConfig model = new ModelConfig(1, 8, 2, 1, 12, vocabulary, OutputHead.TIED, 10_000, 1e-5);

    assertThat(Slicing.of(model, chunk, sequence)).isEqualTo(new Slicing(queries, past, logits));
  }
}
