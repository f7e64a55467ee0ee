package io.millrace.transforms.calibrate;

import io.millrace.transforms.calibrate.measure.Histogram;
import io.millrace.transforms.calibrate.measure.Tail;

/**
 * The methods by which FineWeb2 (arXiv 2506.20920, section 4.4.2 and appendix A.7.2) carries
 * English thresholds over to other languages, and its threshold for language identification
 * (section 4.2).
 */
public final class Threshold {
  private Threshold() {}

  /**
   * <em>10Tail</em>, for any fraction: cuts off exactly the worst of a reference. With the fraction
   * that English's threshold cuts off English, this is <em>Quantile</em>.
   *
   * @param reference measurements of good text of the language
   * @param fraction to cut, such as 0.1
   */
  public static double tail(Histogram reference, Tail tail, double fraction) {
    return reference.threshold(tail, fraction);
  }

  /**
   * <em>MeanStd</em>: as many standard deviations from the language's mean as English's threshold
   * is from English's.
   *
   * @param crawl measurements of the language
   * @param deviations English's, see {@link #deviations}
   */
  public static double meanStd(Histogram crawl, double deviations) {
    return crawl.mean() + deviations * crawl.standardDeviation();
  }

  /**
   * How far a threshold is from the mean, in standard deviations; infinite or not a number where
   * the measurements do not vary.
   */
  public static double deviations(Histogram measurements, double threshold) {
    return (threshold - measurements.mean()) / measurements.standardDeviation();
  }

  /**
   * The least score of language identification: one standard deviation under the median, held
   * within bounds.
   *
   * @param scores of the documents with that label
   * @param lowest such as 0.3
   * @param highest such as 0.9
   */
  public static double languageScore(Histogram scores, double lowest, double highest) {
    return Math.max(lowest, Math.min(highest, scores.median() - scores.standardDeviation()));
  }
}
