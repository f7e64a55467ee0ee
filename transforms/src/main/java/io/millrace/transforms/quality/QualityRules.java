package io.millrace.transforms.quality;

import java.util.List;

/**
 * The rules of FineWeb2 (arXiv 2506.20920, section 4.4) in their order: repetition, FineWeb
 * quality, Gopher quality.
 */
public final class QualityRules implements QualityRule {
  private static final long serialVersionUID = 1L;

  private final GopherRepetition repetition;
  private final FineWebQuality fineWeb;
  private final GopherQuality gopher;

  /**
   * @param profile the language's thresholds
   * @param limits the thresholds that are the same for every language
   */
  public QualityRules(LanguageProfile profile, QualityLimits limits) {
    repetition = new GopherRepetition(profile);
    fineWeb = new FineWebQuality(profile, limits);
    gopher = new GopherQuality(profile, limits);
  }

  @Override
  public Verdict judge(String text, List<String> tokens) {
    for (QualityRule rule : List.of(repetition, fineWeb, gopher)) {
      Verdict verdict = rule.judge(text, tokens);
      if (!verdict.isKept()) {
        return verdict;
      }
    }
    return Verdict.KEPT;
  }
}
