package io.millrace.transforms.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.calibrate.FrequentWords.WordCount;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequentWordsTest {
  private static final List<WordCount> COUNTS =
      List.of(
          new WordCount("b", 10),
          new WordCount("the", 50),
          new WordCount("of", 20),
          new WordCount("rye", 1),
          new WordCount("a", 10),
          new WordCount("mill", 9));
  private static final long TOTAL = 100;

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
    assertThat(FrequentWords.stopWords(COUNTS, TOTAL, cutoff, atLeast))
        .containsExactly(words.split(" "));
  }

  @Test
  void sharesAreOfAllWordsNotOnlyOfTheFrequentOnes() {
    assertThat(FrequentWords.stopWords(COUNTS, 1000, 0.02, 1)).containsExactly("the", "of");
  }

  @Test
  void findsNoStopWordsWhereThereAreNoWords() {
    assertThat(FrequentWords.stopWords(List.of(), 0, 0.1, 8)).isEmpty();
  }

  @Test
  void moreFrequentWordsAreGreaterAndOfEqualOnesTheFirst() {
    assertThat(COUNTS.stream().sorted(Comparator.reverseOrder()))
        .extracting(WordCount::word)
        .containsExactly("the", "of", "a", "b", "mill", "rye");
  }

  @ParameterizedTest
  @CsvSource({"85, 100, true", "84, 100, false", "9, 9, false", "10, 10, true"})
  void aWordIsALanguagesOwnWhereMostOfItsOccurrencesAre(long own, long everywhere, boolean isOwn) {
    PrecisionSettings settings = new PrecisionSettings(Set.of("kal_Latn"), 0.85, 10, 1000);

    assertThat(settings.accept(own, everywhere)).isEqualTo(isOwn);
  }
}
