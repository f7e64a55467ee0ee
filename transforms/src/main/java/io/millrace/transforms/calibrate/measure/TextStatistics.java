package io.millrace.transforms.calibrate.measure;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one language's texts measure, in one kind of text (reference or crawl). Adding and merging
 * in any order gives the same.
 */
public final class TextStatistics implements Serializable {
  private static final long serialVersionUID = 1L;

  private final EnumMap<Metric, Histogram> histograms = new EnumMap<>(Metric.class);
  private long passages;

  /** No measurements. */
  public TextStatistics() {
    for (Metric metric : Metric.values()) {
      histograms.put(metric, new Histogram());
    }
  }

  /**
   * Measures a text.
   *
   * @param tokens its words in order
   * @param passageTokens how many tokens make a passage
   */
  public void add(String text, List<String> tokens, int passageTokens) {
    Map<Metric, Double> measured = Metric.measure(text, tokens);
    measured.forEach((metric, value) -> histograms.get(metric).add(value));
    passages += tokens.size() / passageTokens;
  }

  /** Counts passages that were measured elsewhere. */
  void addPassages(long more) {
    passages += more;
  }

  /** Adds all of another's measurements. */
  public void merge(TextStatistics other) {
    other.histograms.forEach((metric, histogram) -> histograms.get(metric).merge(histogram));
    passages += other.passages;
  }

  /** The measurements of one metric. */
  public Histogram histogram(Metric metric) {
    return histograms.get(metric);
  }

  /** How many full passages the texts have. */
  public long passages() {
    return passages;
  }

  /** How many texts had something to measure. */
  public long texts() {
    return histograms.get(Metric.MEAN_WORD_LENGTH).count();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextStatistics
        && histograms.equals(((TextStatistics) other).histograms)
        && passages == ((TextStatistics) other).passages;
  }

  @Override
  public int hashCode() {
    return histograms.hashCode();
  }
}
