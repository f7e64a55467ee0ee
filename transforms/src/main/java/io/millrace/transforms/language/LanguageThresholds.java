package io.millrace.transforms.language;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The least score with which a text of each label is kept: the median of the label's scores less
 * their standard deviation, held between a floor and a ceiling (FineWeb2, arXiv 2506.20920, section
 * 4.2: between 0.3 and 0.9).
 */
public final class LanguageThresholds {
  /** FineWeb2's bounds. */
  public static final Bounds DEFAULT_BOUNDS = new Bounds(0.3, 0.9);

  private static final double ROUNDING = 1e-9;

  private final Bounds bounds;
  private final Map<String, Double> thresholds;

  /**
   * Between what thresholds are held.
   *
   * @param floor least threshold, also that of a label with no scores
   * @param ceiling greatest threshold
   */
  public record Bounds(double floor, double ceiling) implements Serializable {
    /**
     * @throws IllegalArgumentException unless 0 ≤ floor ≤ ceiling ≤ 1
     */
    public Bounds {
      if (!(0 <= floor && floor <= ceiling && ceiling <= 1)) {
        throw new IllegalArgumentException(
            "language thresholds from "
                + floor
                + " to "
                + ceiling
                + ": not 0 <= floor <= ceiling <= 1");
      }
    }

    /** The threshold for the scores of one label. */
    public double threshold(ScoreHistogram scores) {
      // A little less, so that rounding does not drop a text at the threshold.
      double lowered = scores.median() - scores.standardDeviation() - ROUNDING;
      return Math.max(floor, Math.min(ceiling, lowered));
    }
  }

  private LanguageThresholds(Bounds bounds, Map<String, Double> thresholds) {
    this.bounds = bounds;
    this.thresholds = thresholds;
  }

  /**
   * Derives thresholds.
   *
   * @param histograms the scores of each label; an empty one counts as none
   */
  public static LanguageThresholds of(Map<String, ScoreHistogram> histograms, Bounds bounds) {
    Map<String, Double> thresholds = new TreeMap<>();
    histograms.forEach(
        (label, scores) -> {
          if (scores.total() > 0) {
            thresholds.put(label, bounds.threshold(scores));
          }
        });
    return new LanguageThresholds(bounds, thresholds);
  }

  /** The least score with which a text of this label is kept. */
  public double threshold(String label) {
    return thresholds.getOrDefault(label, bounds.floor());
  }
}
