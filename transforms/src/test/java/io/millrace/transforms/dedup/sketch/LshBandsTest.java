package io.millrace.transforms.dedup.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LshBandsTest {
  private static final LshBands BANDS = LshBands.FINEWEB;

  @Test
  void knowsHowLikelyADocumentIsFound() {
    assertThat(BANDS.components()).isEqualTo(112);
    assertThat(BANDS.probability(0.7)).isCloseTo(0.56, offset(0.005));
    assertThat(BANDS.probability(0.75)).isCloseTo(0.77, offset(0.005));
    assertThat(BANDS.probability(0.8)).isCloseTo(0.92, offset(0.005));
    assertThat(BANDS.probability(1)).isOne();
    assertThat(BANDS.probability(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95})
  void findsAsManyPairsAsTheorySays(double similarity) {
    int union = 100;
    int pairs = 5_000;
    SplittableRandom random = new SplittableRandom(11);
    int found = 0;
    for (int i = 0; i < pairs; i++) {
      ShinglePairs pair = ShinglePairs.random(union, (int) Math.round(similarity * union), random);
      if (shareABand(signature(pair.first()), signature(pair.second()))) {
        found++;
      }
    }
    double expected = BANDS.probability(similarity);
    double sigma = Math.sqrt(expected * (1 - expected) / pairs);
    assertThat((double) found / pairs).isCloseTo(expected, within(3 * sigma + 1.0 / pairs));
  }

  @Test
  void keysOfDifferentBandsAndLanguagesDiffer() {
    MinHashSignature signature = signature(new long[] {1});
    long[] german = BANDS.keys("deu_Latn", signature);
    long[] dutch = BANDS.keys("nld_Latn", signature);
    assertThat(Arrays.stream(german).distinct().count()).isEqualTo(14);
    assertThat(german).doesNotContain(dutch);
  }

  @Test
  void aKeyDependsOnEveryRowOfItsBand() {
    byte[] bytes = signature(new long[] {1, 2, 3}).toBytes();
    long[] keys = BANDS.keys("eng_Latn", MinHashSignature.ofBytes(bytes));
    for (int component = 0; component < BANDS.components(); component++) {
      byte[] other = bytes.clone();
      other[4 * component + 3] ^= 1;
      long[] otherKeys = BANDS.keys("eng_Latn", MinHashSignature.ofBytes(other));
      for (int band = 0; band < BANDS.bands(); band++) {
        assertThat(otherKeys[band] == keys[band]).isEqualTo(band != component / BANDS.rows());
      }
    }
  }

  @Test
  void keysStayAsTheyAre() {
    long[] keys = BANDS.keys("eng_Latn", signature(new long[] {1, 2, 3}));
    assertThat(Arrays.hashCode(keys)).isEqualTo(-1398494485);
  }

  @Test
  void bandsHaveRows() {
    assertThatThrownBy(() -> new LshBands(14, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("14 x 0");
  }

  private static boolean shareABand(MinHashSignature a, MinHashSignature b) {
    long[] keysA = BANDS.keys("eng_Latn", a);
    long[] keysB = BANDS.keys("eng_Latn", b);
    for (int i = 0; i < keysA.length; i++) {
      if (keysA[i] == keysB[i]) {
        return true;
      }
    }
    return false;
  }

  private static MinHashSignature signature(long[] shingles) {
    return MinHashSignature.of(shingles, BANDS.components());
  }
}
