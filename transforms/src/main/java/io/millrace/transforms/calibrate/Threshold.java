package io.millrace.transforms.calibrate;

/**
 * The methods by which FineWeb2 (arXiv 2506.20920, section 4.3 and its appendix) carries English
 * thresholds over to other languages, and its threshold for language identification.
 */
public final class Threshold {
  private Threshold() {}

  /**
   * <em>10Tail</em>, for any fraction: cuts off exactly the worst of a reference.
   *
   * @param reference measurements of good text of the language
   * @param fraction to cut, such as 0.1
   */
  public static double tail(Histogram reference, Tail tail, double fraction) {
    return reference.threshold(tail, fraction);
  }

  /**
   * <em>Quantile</em>: cuts off the fraction of the language that English's threshold cuts off
   * English.
   *
   * @param reference measurements of the language
   * @param english the same measurements of English
   * @param englishThreshold English's threshold
   */
  public static double quantile(
      Histogram reference, Histogram english, Tail tail, double englishThreshold) {
    return reference.threshold(tail, english.fractionCut(tail, englishThreshold));
  }

  /**
   * <em>MeanStd</em>: as many standard deviations from the language's mean as English's threshold
   * is from English's. Where English does not vary, English's threshold.
   *
   * @param crawl measurements of the language
   * @param english the same measurements of English
   * @param englishThreshold English's threshold
   */
  public static double meanStd(Histogram crawl, Histogram english, double englishThreshold) {
    double deviation = english.standardDeviation();
    if (deviation == 0) {
      return englishThreshold;
    }
    double distance = (englishThreshold - english.mean()) / deviation;
    return crawl.mean() + distance * crawl.standardDeviation();
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
