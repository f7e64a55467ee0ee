package io.millrace.transforms.language.fasttext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.io.document.LanguageScore;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Compares with what Debian's {@code fasttext predict-prob} printed. */
class FastTextModelTest {
  /** The oracle prints six significant digits. */
  private static final double PRINTED_PRECISION = 5.001e-6;

  @SuppressWarnings("unused") // read by FieldSource
  static final List<String> MODELS = FastTextFixture.MODELS;

  @ParameterizedTest
  @FieldSource("MODELS")
  void labelsEveryLineAsFastTextDoes(String name) throws Exception {
    assertAgrees(name, 1);
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void ranksTheThreeBestLabelsAsFastTextDoes(String name) throws Exception {
    assertAgrees(name, 3);
  }

  @Test
  void fixtureHasOver5000LinesOfOver100Languages() throws Exception {
    Set<String> labels = new HashSet<>();
    for (String printed : FastTextFixture.expected("dense.bin", 1)) {
      labels.add(printed.split(" ", 2)[0]);
    }
    assertThat(FastTextFixture.lines()).hasSizeGreaterThan(5000);
    assertThat(labels).hasSizeGreaterThan(100);
  }

  @Test
  void leavesOutLabelsBelowTheThreshold() throws Exception {
    FastTextPrediction prediction =
        load("dense.bin")
            .predict("All human beings are born free".getBytes(StandardCharsets.UTF_8));

    List<LanguageScore> all = prediction.top(1000, 0);
    assertThat(all).hasSize(load("dense.bin").labels().size());
    assertThat(prediction.top(1000, 0.05f))
        .isEqualTo(all.stream().filter(best -> best.score() >= 0.05 + 1e-5).toList())
        .isNotEmpty();
  }

  @Test
  void takesALineEndForABlank() throws Exception {
    FastTextModel model = load("dense.bin");
    assertThat(model.predict("born\nfree\r\n".getBytes(StandardCharsets.UTF_8)).top(1, 0))
        .isEqualTo(model.predict("born free".getBytes(StandardCharsets.UTF_8)).top(1, 0));
  }

  @Test
  void endsTheTextAtALiteralEndOfSentence() throws Exception {
    FastTextModel model = load("dense.bin");
    assertThat(model.predict("born </s> libre".getBytes(StandardCharsets.UTF_8)).top(1, 0))
        .isEqualTo(model.predict("born".getBytes(StandardCharsets.UTF_8)).top(1, 0));
  }

  @Test
  void refusesToRankNoLabels() throws Exception {
    FastTextPrediction prediction = load("dense.bin").predict(new byte[0]);
    assertThatThrownBy(() -> prediction.top(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertAgrees(String name, int k) throws Exception {
    FastTextModel model = load(name);
    List<byte[]> lines = FastTextFixture.lines();
    List<String> expected = FastTextFixture.expected(name, k);
    assertThat(expected).hasSizeGreaterThanOrEqualTo(400);
    for (int i = 0; i < expected.size(); i++) {
      List<LanguageScore> best = model.predict(lines.get(i)).top(k, 0);
      String[] printed = expected.get(i).isEmpty() ? new String[0] : expected.get(i).split(" ");
      assertThat(best).as("line %d", i).hasSize(printed.length / 2);
      for (int rank = 0; rank < best.size(); rank++) {
        assertThat("__label__" + best.get(rank).label())
            .as("line %d, rank %d", i, rank)
            .isEqualTo(printed[2 * rank]);
        assertThat(best.get(rank).score())
            .as("line %d, rank %d", i, rank)
            .isCloseTo(Double.parseDouble(printed[2 * rank + 1]), within(PRINTED_PRECISION));
      }
    }
  }

  private static FastTextModel load(String name) throws Exception {
    return FastTextModel.load(FastTextFixture.model(name));
  }
}
