package io.millrace.transforms.stage;

import io.millrace.transforms.stage.CountKey.Fate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is counted of documents by its size. Each travels among the counts as if it were a stage of
 * that name; a key's reason is the least value of the bin that it counts.
 */
public enum Measurement {
  /** Code points of the texts that are written, in bins that double, by language. */
  TEXT_LENGTHS,
  /** Words of the documents that the quality rules judge, in bins that double. */
  WORD_COUNTS,
  /** Documents that each document that is kept stands for, itself included, in bins that double. */
  CLUSTER_SIZES,
  /** Confidence in the language, in bins of {@link #SCORE_STEP}. */
  LANGUAGE_SCORES,
  /** The least confidence asked for in each language, as it is printed. */
  LANGUAGE_THRESHOLDS;

  /** Width of the bins of scores. */
  public static final double SCORE_STEP = 0.05;

  private static final int SCORE_BINS = 20;

  /** Keeps products such as 0.15 · 20 from falling below the whole number that they stand for. */
  private static final double ROUNDING = 1e-9;

  /** The name under which it is counted, such as {@code text_lengths}. */
  public String stage() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of all. */
  public static Set<String> stages() {
    return Arrays.stream(values()).map(Measurement::stage).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What a document is counted under.
   *
   * @param fate what became of it
   * @param bin as {@link #doubling} or {@link #score} gives it
   * @param language its label; empty where languages are not told apart
   */
  public CountKey key(Fate fate, String bin, String language) {
    return new CountKey(stage(), fate, bin, language);
  }

  /** The bin of a size: the greatest power of two not above it; 0 is a bin of its own. */
  public static String doubling(long size) {
    return String.valueOf(Long.highestOneBit(size));
  }

  /**
   * The bin of a score.
   *
   * @param score one outside of [0, 1] counts as the nearer end; 1 is in the highest bin
   * @return such as {@code 0.85}
   */
  public static String score(double score) {
    int bin = (int) (Math.max(0, Math.min(1, score)) * SCORE_BINS + ROUNDING);
    return String.valueOf(Math.min(bin, SCORE_BINS - 1) / (double) SCORE_BINS);
  }
}
