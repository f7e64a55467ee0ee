package io.millrace.transforms.language;

import io.millrace.io.document.LanguageScore;
import java.util.List;

/**
 * What an identifier makes of a text.
 *
 * @param label the most likely label, such as {@code deu_Latn}
 * @param score its confidence, 0 to 1; fastText's own may be 1.00001
 * @param alternatives other labels with a score above {@link #MIN_ALTERNATIVE_SCORE}, best first
 */
public record LanguageScores(String label, double score, List<LanguageScore> alternatives) {
  /** Labels with this score or less are no alternatives (FineWeb2 keeps the same). */
  public static final double MIN_ALTERNATIVE_SCORE = 0.01;

  /** Copies the list. */
  public LanguageScores {
    alternatives = List.copyOf(alternatives);
  }
}
