package io.millrace.jobs.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationsTest {
  @ParameterizedTest
  @CsvSource({
    "documents/a/part-0.parquet, documents/a/g4-part-0.parquet",
    "documents/a/g2-part-0.parquet, documents/a/g4-of-g2-part-0.parquet",
    "documents/a/g3-of-g2-part-0.parquet, documents/a/g4-of-g2-part-0.parquet"
  })
  void aFileThatIsWrittenAgainKeepsTheGenerationItCameWith(String path, String expected) {
    assertThat(Generations.nameOfRewritten(path, 4)).isEqualTo(expected);
  }
}
