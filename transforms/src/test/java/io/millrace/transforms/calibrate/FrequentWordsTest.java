package io.millrace.transforms.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequentWordsTest {
  private static final Map<String, Long> COUNTS =
      Map.of("the", 50L, "of", 20L, "b", 10L, "a", 10L, "mill", 9L, "rye", 1L, ".", 900L, "7", 80L);

  @ParameterizedTest
  @CsvSource({
    "0.1, 1, the of a b",
    "0.11, 1, the of",
    "0.5, 1, the",
    "0.9, 1, the",
    "0.9, 2, the of",
    "0.9, 3, the of a b",
    "0.9, 5, the of a b mill",
    "0.9, 99, the of a b mill rye",
    "0, 1, the of a b mill rye",
  })
  void lowersTheCutoffUntilEnoughStopWordsRemain(double cutoff, int atLeast, String words) {
    assertThat(FrequentWords.stopWords(COUNTS, cutoff, atLeast)).containsExactly(words.split(" "));
  }

  @Test
  void findsNoStopWordsWhereThereAreNoWords() {
    assertThat(FrequentWords.stopWords(Map.of(".", 3L), 0.1, 8)).isEmpty();
  }

  @Test
  void takesWordsThatOtherLanguagesHardlyUse() {
    Map<String, Long> own = Map.of("oqaaseq", 85L, "imeq", 84L, "sila", 9L, "unna", 20L);
    Map<String, Long> all = Map.of("oqaaseq", 100L, "imeq", 100L, "sila", 9L);

    assertThat(FrequentWords.ofHighAffinity(own, all, 0.85, 10)).containsExactly("oqaaseq", "unna");
  }
}
