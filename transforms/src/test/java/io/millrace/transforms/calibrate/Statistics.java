package io.millrace.transforms.calibrate;

import io.millrace.transforms.calibrate.measure.LanguageStatistics;
import io.millrace.transforms.words.WordSegmenter;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Statistics of made-up languages. */
final class Statistics {
  private static final int WORDS = 250;

  private Statistics() {}

  /**
   * @param wordLength letters of a word, on average
   * @param references texts of reference, of a little more than 200 words each
   * @param documents texts of the crawl, likewise
   * @param score of every document's language
   */
  static LanguageStatistics statistics(
      Random random, int wordLength, int references, int documents, double score) {
    LanguageStatistics statistics = new LanguageStatistics();
    WordSegmenter segmenter = new WordSegmenter();
    for (int i = 0; i < references; i++) {
      String text = text(random, wordLength, WORDS);
      statistics.reference().add(text, segmenter.segment(text).strings(), 200);
    }
    for (int i = 0; i < documents; i++) {
      String text = text(random, wordLength, WORDS);
      statistics.crawl().add(text, segmenter.segment(text).strings(), 200);
      statistics.scores().add(score);
    }
    return statistics;
  }

  /** Words of which few are frequent, in lines of which some, more or fewer, end in full stops. */
  static String text(Random random, int wordLength, int words) {
    StringBuilder text = new StringBuilder();
    double punctuation = random.nextDouble();
    int wordsPerLine = 4 + random.nextInt(12);
    Map<Integer, String> vocabulary = new HashMap<>();
    for (int i = 0; i < words; i++) {
      int rank = (int) (30 * Math.abs(random.nextGaussian()));
      text.append(vocabulary.computeIfAbsent(rank, key -> word(random, wordLength)));
      if (random.nextInt(wordsPerLine) == 0) {
        text.append(random.nextDouble() < punctuation ? ".\n" : "\n");
      } else {
        text.append(' ');
      }
    }
    return text.toString();
  }

  private static String word(Random random, int meanLength) {
    StringBuilder word = new StringBuilder();
    for (int i = meanLength / 2 + random.nextInt(meanLength); i >= 0; i--) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return random.nextInt(10) == 0 ? Integer.toString(word.length()) : word.toString();
  }
}
