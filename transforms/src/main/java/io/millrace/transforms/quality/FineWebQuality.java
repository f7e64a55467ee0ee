package io.millrace.transforms.quality;

import java.util.List;

/**
 * Drops lists and fragments (FineWeb, arXiv 2406.17557, section 3.6): too few lines that end in
 * punctuation, too many characters in repeated lines, too many newlines per token. FineWeb's rule
 * on short lines is not applied, as in FineWeb2.
 */
public final class FineWebQuality implements QualityRule {
  private static final long serialVersionUID = 1L;

  private final LanguageProfile profile;
  private final QualityLimits limits;

  /**
   * @param profile gives {@code line_punct_thr} and {@code new_line_ratio}
   * @param limits gives the characters in repeated lines
   */
  public FineWebQuality(LanguageProfile profile, QualityLimits limits) {
    this.profile = profile;
    this.limits = limits;
  }

  @Override
  public Verdict judge(String text, List<String> tokens) {
    List<String> lines = TextLines.notBlank(text);
    if (lines.isEmpty()) {
      return Verdict.EMPTY;
    }
    if (LanguageProfile.isOn(profile.linePunctThr())) {
      double ratio = punctuatedLineRatio(lines);
      if (ratio < profile.linePunctThr()) {
        return new Verdict("line_punct_ratio", ratio, profile.linePunctThr());
      }
    }
    double repeated = duplicateCharacterRatio(text, lines);
    if (repeated > limits.maxDuplicateLineCharacters()) {
      return new Verdict("char_dup_ratio", repeated, limits.maxDuplicateLineCharacters());
    }
    return LanguageProfile.isOn(profile.newLineRatio())
        ? Verdict.atMost("list_ratio", newlineRatio(text, tokens), profile.newLineRatio())
        : Verdict.KEPT;
  }

  /**
   * Lines that end in a mark that ends sentences, as a fraction.
   *
   * @param lines at least one, from {@link TextLines#notBlank}
   */
  public static double punctuatedLineRatio(List<String> lines) {
    long punctuated =
        lines.stream()
            .filter(line -> Punctuation.isTerminal(line.codePointBefore(line.length())))
            .count();
    return (double) punctuated / lines.size();
  }

  /** Newlines per token. */
  public static double newlineRatio(String text, List<String> tokens) {
    return (double) newlines(text) / Math.max(1, tokens.size());
  }

  private static double duplicateCharacterRatio(String text, List<String> lines) {
    long characters = text.codePointCount(0, text.length()) - newlines(text);
    return (double) TextLines.Duplicates.in(lines).codePoints() / characters;
  }

  private static long newlines(String text) {
    long newlines = 0;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      newlines++;
    }
    return newlines;
  }
}
