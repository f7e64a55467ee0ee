package io.millrace.transforms.dedup.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What verification makes of the pairs that share a band. */
class VerificationTest {
  private static final LshBands BANDS = LshBands.FINEWEB;
  private static final double THRESHOLD = 0.7;
  private static final int UNION = 200;

  @ParameterizedTest
  @ValueSource(doubles = {0.45, 0.5, 0.55})
  void hardlyAcceptsCandidatesFarUnderTheThreshold(double similarity) {
    Candidates candidates = Candidates.of(similarity, 40_000);
    assertThat(candidates.found()).isGreaterThan(500);
    assertThat((double) candidates.accepted() / candidates.found()).isLessThanOrEqualTo(0.01);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.85, 0.9, 0.95})
  void hardlyRejectsCandidatesFarOverIt(double similarity) {
    Candidates candidates = Candidates.of(similarity, 2_000);
    assertThat((double) candidates.accepted() / candidates.found()).isGreaterThanOrEqualTo(0.99);
  }

  /**
   * Pairs that share a band.
   *
   * @param found how many
   * @param accepted those whose sketches reach the threshold
   */
  private record Candidates(int found, int accepted) {
    static Candidates of(double similarity, int pairs) {
      SplittableRandom random = new SplittableRandom(17);
      int found = 0;
      int accepted = 0;
      for (int i = 0; i < pairs; i++) {
        ShinglePairs pair =
            ShinglePairs.random(UNION, (int) Math.round(similarity * UNION), random);
        MinHashSignature first = MinHashSignature.of(pair.first(), BANDS.components());
        MinHashSignature second = MinHashSignature.of(pair.second(), BANDS.components());
        if (shareABand(first, second)) {
          found++;
          accepted += first.sketch().similarity(second.sketch()) >= THRESHOLD ? 1 : 0;
        }
      }
      return new Candidates(found, accepted);
    }

    private static boolean shareABand(MinHashSignature first, MinHashSignature second) {
      long[] keys = BANDS.keys("eng_Latn", first);
      long[] otherKeys = BANDS.keys("eng_Latn", second);
      for (int band = 0; band < keys.length; band++) {
        if (keys[band] == otherKeys[band]) {
          return true;
        }
      }
      return false;
    }
  }
}
