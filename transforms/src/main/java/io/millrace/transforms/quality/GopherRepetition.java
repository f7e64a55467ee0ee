package io.millrace.transforms.quality;

import io.millrace.transforms.quality.LanguageProfile.NGramThreshold;
import java.util.List;

/**
 * Drops repetitive text (Gopher, arXiv 2112.11446, appendix A.1, table A1), as FineWeb2 applies it:
 * repeated lines, then the most frequent 2- to 4-grams, then repeated 5- to 10-grams. Fractions are
 * of the text's code points. Its rules on paragraphs and on characters in repeated lines are not
 * applied.
 */
public final class GopherRepetition implements QualityRule {
  private static final long serialVersionUID = 1L;

  private final LanguageProfile profile;

  /**
   * @param profile gives {@code dup_line_frac}, {@code top_n_grams} and {@code dup_n_grams}
   */
  public GopherRepetition(LanguageProfile profile) {
    this.profile = profile;
  }

  @Override
  public Verdict judge(String text, List<String> tokens) {
    if (text.isEmpty()) {
      return Verdict.EMPTY;
    }
    Verdict verdict = judgeLines(text);
    return verdict.isKept() ? judgeNGrams(text, tokens) : verdict;
  }

  /** Repeated lines as a fraction of all lines. */
  public static double duplicateLineFraction(String text) {
    List<String> lines = TextLines.betweenNewlineRuns(text);
    return (double) TextLines.Duplicates.in(lines).lines() / lines.size();
  }

  private Verdict judgeLines(String text) {
    double threshold = profile.dupLineFrac();
    if (threshold == 0 || !LanguageProfile.isOn(threshold)) {
      return Verdict.KEPT;
    }
    return Verdict.atMost("dup_line_frac", duplicateLineFraction(text), threshold);
  }

  private Verdict judgeNGrams(String text, List<String> tokens) {
    double codePoints = text.codePointCount(0, text.length());
    NGrams grams = new NGrams(tokens);
    for (NGramThreshold top : profile.topNGrams()) {
      if (LanguageProfile.isOn(top.threshold())) {
        double fraction = grams.topCharacters(top.n()) / codePoints;
        if (fraction > top.threshold()) {
          return new Verdict("top_" + top.n() + "_gram", fraction, top.threshold());
        }
      }
    }
    for (NGramThreshold dup : profile.dupNGrams()) {
      if (LanguageProfile.isOn(dup.threshold())) {
        double fraction = grams.duplicatedCharacters(dup.n()) / codePoints;
        if (fraction > dup.threshold()) {
          return new Verdict("duplicated_" + dup.n() + "_n_grams", fraction, dup.threshold());
        }
      }
    }
    return Verdict.KEPT;
  }
}
