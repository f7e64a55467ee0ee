package io.millrace.transforms.dedup.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinHashSignatureTest {
  private static final int COMPONENTS = 112;

  @Test
  void doesNotDependOnOrderOrRepetition() {
    assertThat(signature(3, 1, 2, 3, 3)).isEqualTo(signature(1, 2, 3));
    assertThat(signature(1, 2, 4)).isNotEqualTo(signature(1, 2, 3));
  }

  @Test
  void ofNothingIsEmpty() {
    assertThat(signature().isEmpty()).isTrue();
    assertThat(signature(1).isEmpty()).isFalse();
  }

  @Test
  void isReadBackFromItsBytes() {
    MinHashSignature signature = signature(1, 2, 3);
    assertThat(signature.toBytes()).hasSize(4 * COMPONENTS);
    assertThat(MinHashSignature.ofBytes(signature.toBytes())).isEqualTo(signature);
    assertThat(MinHashSignature.ofBytes(MinHashSignature.EMPTY.toBytes()).isEmpty()).isTrue();
  }

  @Test
  void staysAsItIs() {
    assertThat(signature(1, 2, 3).hashCode()).isEqualTo(-765727296);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.75, 0.9})
  void sketchesEstimateTheSimilarityWithoutBias(double similarity) {
    int union = 200;
    int pairs = 2_000;
    SplittableRandom random = new SplittableRandom(5);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < pairs; i++) {
      ShinglePairs pair = ShinglePairs.random(union, (int) Math.round(similarity * union), random);
      double estimate =
          signature(pair.first()).sketch().similarity(signature(pair.second()).sketch());
      sum += estimate;
      squares += (estimate - similarity) * (estimate - similarity);
    }
    double sigma = Math.sqrt(similarity * (1 - similarity) / COMPONENTS);
    assertThat(sum / pairs).isCloseTo(similarity, within(3 * sigma / Math.sqrt(pairs)));
    assertThat(Math.sqrt(squares / pairs)).isBetween(0.95 * sigma, 1.1 * sigma);
  }

  @Test
  void aSketchIsLikeItself() {
    Sketch sketch = signature(1, 2, 3).sketch();
    assertThat(sketch.similarity(sketch)).isOne();
    assertThat(Sketch.ofBytes(sketch.bytes())).isEqualTo(sketch);
  }

  private static MinHashSignature signature(long... shingles) {
    return MinHashSignature.of(shingles, COMPONENTS);
  }
}
