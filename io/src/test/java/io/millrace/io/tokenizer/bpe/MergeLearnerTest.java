package io.millrace.io.tokenizer.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergeLearnerTest {
  private static final int NO_LIMIT = 1000;

  /** The example of Sennrich et al. 2016, section 3.2. */
  private static final Map<String, Long> PAPER =
      Map.of("low", 5L, "lower", 2L, "newest", 6L, "widest", 3L);

  @Test
  void learnsTheExampleOfThePaper() {
    // e s: 9, es t: 9, l o: 7, lo w: 7, then e w, n e and w est of 6 each: the smaller ids first.
    assertThat(merges(MergeLearner.learn(PAPER, settings(257 + 7, 1, NO_LIMIT))))
        .containsExactly("e s", "es t", "l o", "lo w", "e w", "n ew", "new est");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void mergesEqualThoseOfTheNaiveReference(long seed) {
    Map<String, Long> words = randomWords(new Random(seed), 150, 2 + (int) seed % 4);
    MergeSettings settings = settings(257 + 120, 1 + seed % 3, 4 + (int) seed);

    assertThat(merges(MergeLearner.learn(words, settings)))
        .isEqualTo(new NaiveBpe(words, settings).merges())
        .hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void idsEqualTheNaiveApplicationOfTheMerges(long seed) {
    Map<String, Long> words = randomWords(new Random(seed), 150, 3);
    MergeSettings settings = settings(257 + 100, 1, NO_LIMIT);
    BpeEncoder encoder = new BpeEncoder(MergeLearner.learn(words, settings));
    NaiveBpe naive = new NaiveBpe(words, settings);

    for (String word : randomWords(new Random(-seed), 200, 3).keySet()) {
      assertThat(encoder.encode(word.getBytes(StandardCharsets.UTF_8)))
          .as(word)
          .isEqualTo(naive.encode(word));
    }
  }

  @Test
  void theOrderOfTheWordsDoesNotMatter() {
    Map<String, Long> words = randomWords(new Random(5), 300, 4);
    List<String> shuffled = new ArrayList<>(words.keySet());
    Collections.shuffle(shuffled, new Random(6));
    Map<String, Long> other = new LinkedHashMap<>();
    shuffled.forEach(word -> other.put(word, words.get(word)));
    MergeSettings settings = settings(257 + 200, 1, NO_LIMIT);

    assertThat(TokenizerJson.of(MergeLearner.learn(other, settings)))
        .isEqualTo(TokenizerJson.of(MergeLearner.learn(words, settings)));
  }

  @ParameterizedTest
  @CsvSource({"aaa, 1", "aaaa, 2", "aaaaa, 2", "aaaaaaaa, 3"})
  void overlappingPairsAreCountedAndMergedFromTheLeft(String word, int expectedMerges) {
    BpeVocabulary vocabulary =
        MergeLearner.learn(Map.of(word, 7L), settings(257 + expectedMerges, 7, NO_LIMIT));

    assertThat(merges(vocabulary))
        .isEqualTo(
            new NaiveBpe(Map.of(word, 7L), settings(257 + expectedMerges, 7, NO_LIMIT)).merges())
        .hasSize(expectedMerges);
  }

  @Test
  void pairsLighterThanTheMinimumStayApart() {
    assertThat(merges(MergeLearner.learn(PAPER, settings(1000, 7, NO_LIMIT))))
        .containsExactly("e s", "es t", "l o", "lo w");
  }

  @Test
  void noTokenIsLongerThanAllowed() {
    BpeVocabulary vocabulary = MergeLearner.learn(PAPER, settings(1000, 1, 3));

    assertThat(vocabulary.tokens().subList(257, vocabulary.size()))
        .contains("est", "low")
        .allMatch(token -> token.length() <= 3);
  }

  @Test
  void aLargerVocabularyBeginsWithTheSmallerOne() {
    Map<String, Long> words = randomWords(new Random(8), 300, 4);
    List<String> large = MergeLearner.learn(words, settings(500, 1, NO_LIMIT)).tokens();

    assertThat(MergeLearner.learn(words, settings(300, 1, NO_LIMIT)).tokens())
        .isEqualTo(large.subList(0, 300));
  }

  @Test
  void noMergeMakesASpecialToken() {
    MergeSettings settings = new MergeSettings(400, 1, NO_LIMIT, List.of("<pad>"));
    Map<String, Long> words = Map.of("<pad>", 9L, "<|endoftext|>", 9L);
    BpeVocabulary vocabulary = MergeLearner.learn(words, settings);

    assertThat(vocabulary.tokens()).doesNotHaveDuplicates();
    assertThat(merges(vocabulary)).isEqualTo(new NaiveBpe(words, settings).merges());
    for (String word : words.keySet()) {
      int[] ids = new BpeEncoder(vocabulary).encode(word.getBytes(StandardCharsets.UTF_8));
      assertThat(ids).hasSizeGreaterThan(1).doesNotContain(256, 257);
    }
  }

  @Test
  void weightsThatOverflowAreRefused() {
    assertThatThrownBy(
            () ->
                MergeLearner.learn(
                    Map.of("ab", Long.MAX_VALUE / 2, "cd", 1L), settings(300, 1, NO_LIMIT)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aVocabularyWithoutRoomForTheBytesIsRefused() {
    assertThatThrownBy(() -> settings(256, 1, NO_LIMIT)).hasMessageContaining("need 257");
    assertThatThrownBy(() -> new MergeSettings(257, 1, NO_LIMIT, List.of("<pad>")))
        .hasMessageContaining("need 258");
  }

  private static MergeSettings settings(int vocabularySize, long minWeight, int maxTokenBytes) {
    return new MergeSettings(vocabularySize, minWeight, maxTokenBytes, List.of());
  }

  private static List<String> merges(BpeVocabulary vocabulary) {
    return vocabulary.merges().stream()
        .map(
            merge ->
                vocabulary.tokens().get(merge.left())
                    + " "
                    + vocabulary.tokens().get(merge.right()))
        .toList();
  }

  /** Words of few letters, so that pairs overlap, tie, and spell the same token in several ways. */
  private static Map<String, Long> randomWords(Random random, int count, int letters) {
    Map<String, Long> words = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      StringBuilder word = new StringBuilder();
      int length = 1 + random.nextInt(12);
      for (int k = 0; k < length; k++) {
        word.appendCodePoint(
            random.nextInt(20) == 0 ? 0x0E01 + random.nextInt(4) : 'a' + random.nextInt(letters));
      }
      words.merge(word.toString(), 1L + random.nextInt(5), Long::sum);
    }
    return new HashMap<>(words);
  }
}
