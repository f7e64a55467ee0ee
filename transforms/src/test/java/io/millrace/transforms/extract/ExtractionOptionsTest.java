package io.millrace.transforms.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ExtractionOptionsTest {
  @Test
  void changesOneSettingAndKeepsTheOther() {
    ExtractionOptions options =
        ExtractionOptions.defaults().withMinContentProbability(0.7).withMaxNesting(64);
    assertThat(options)
        .isEqualTo(new ExtractionOptions(0.7, 64, ExtractionOptions.Scope.MAIN_CONTENT));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    ExtractionOptions options = ExtractionOptions.defaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withMinContentProbability(1.01))
        .withMessageContaining("0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withMinContentProbability(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withMaxNesting(0))
        .withMessageContaining("at least 1");
  }

  @Test
  void aHigherProbabilityNeverKeepsMore() {
    String html = "<h1>Mill</h1><p>By the river.</p><p>Open on Sundays, says the miller.</p>";
    int previous = Integer.MAX_VALUE;
    for (double probability = 0; probability <= 1; probability += 0.25) {
      ExtractionOptions options =
          ExtractionOptions.defaults().withMinContentProbability(probability);
      int length = new TextExtractor(options).extract(html, "").text().length();
      assertThat(length).isLessThanOrEqualTo(previous);
      previous = length;
    }
    assertThat(previous).isZero();
  }
}
