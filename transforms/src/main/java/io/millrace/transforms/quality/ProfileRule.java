package io.millrace.transforms.quality;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.DocumentRule;
import io.millrace.transforms.stage.Measurement;
import io.millrace.transforms.stage.Measures;
import io.millrace.transforms.stage.Outcome;
import io.millrace.transforms.words.WordSegmenter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Judges a document by the rules of its language's profile, then by its precision words. */
final class ProfileRule implements DocumentRule {
  private static final long serialVersionUID = 1L;

  private final LanguageProfiles profiles;
  private final QualityLimits limits;
  private final PrecisionWords precisionWords;
  private transient WordSegmenter segmenter;
  private transient Map<String, QualityRules> rules;

  ProfileRule(LanguageProfiles profiles, QualityLimits limits, PrecisionWords precisionWords) {
    this.profiles = profiles;
    this.limits = limits;
    this.precisionWords = precisionWords;
  }

  @Override
  public void open() {
    segmenter = new WordSegmenter();
    rules = new HashMap<>();
  }

  @Override
  public Outcome apply(Document document) {
    return apply(document, Measures.NONE);
  }

  @Override
  public Outcome apply(Document document, Measures measures) {
    QualityRules applicable = rules.computeIfAbsent(document.language(), this::rules);
    List<String> words = segmenter.segment(document.text()).strings();
    measures.add(Measurement.WORD_COUNTS, Measurement.doubling(WordStatistics.of(words).words()));
    Verdict verdict = applicable.judge(document.text(), words);
    if (verdict.isKept()) {
      verdict = precisionWords.judge(document.language(), document.url(), words);
    }
    return verdict.outcome(document);
  }

  private QualityRules rules(String language) {
    return new QualityRules(profiles.choose(language).profile(), limits);
  }
}
