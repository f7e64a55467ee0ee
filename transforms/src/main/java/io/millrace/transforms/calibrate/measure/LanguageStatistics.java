package io.millrace.transforms.calibrate.measure;

import java.util.Objects;

/**
 * What calibration knows of a language, or of several pooled. Merging in any order gives the same.
 */
public final class LanguageStatistics {
  private final TextStatistics reference;
  private final TextStatistics crawl;
  private final Histogram scores;
  private long referenceWords;

  /** No measurements. */
  public LanguageStatistics() {
    this(new TextStatistics(), new TextStatistics(), new Histogram(), 0);
  }

  LanguageStatistics(
      TextStatistics reference, TextStatistics crawl, Histogram scores, long referenceWords) {
    this.reference = reference;
    this.crawl = crawl;
    this.scores = scores;
    this.referenceWords = referenceWords;
  }

  /** What good text of it measures. */
  public TextStatistics reference() {
    return reference;
  }

  /** What its pages measure. */
  public TextStatistics crawl() {
    return crawl;
  }

  /** The scores with which its pages were identified. */
  public Histogram scores() {
    return scores;
  }

  /** How many tokens with a letter its reference has. */
  public long referenceWords() {
    return referenceWords;
  }

  /** Counts tokens with a letter of its reference. */
  public void addReferenceWords(long words) {
    referenceWords += words;
  }

  /** Adds all that another has. */
  public void merge(LanguageStatistics other) {
    reference.merge(other.reference);
    crawl.merge(other.crawl);
    scores.merge(other.scores);
    referenceWords += other.referenceWords;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LanguageStatistics that
        && reference.equals(that.reference)
        && crawl.equals(that.crawl)
        && scores.equals(that.scores)
        && referenceWords == that.referenceWords;
  }

  @Override
  public int hashCode() {
    return Objects.hash(reference, crawl, scores, referenceWords);
  }
}
