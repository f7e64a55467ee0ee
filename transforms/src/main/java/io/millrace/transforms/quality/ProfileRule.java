package io.millrace.transforms.quality;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.DocumentRule;
import io.millrace.transforms.stage.Outcome;
import io.millrace.transforms.words.WordSegmenter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Judges a document by the rules of its language's profile. */
final class ProfileRule implements DocumentRule {
  private static final long serialVersionUID = 1L;

  private final LanguageProfiles profiles;
  private transient WordSegmenter segmenter;
  private transient Map<String, QualityRules> rules;

  ProfileRule(LanguageProfiles profiles) {
    this.profiles = profiles;
  }

  @Override
  public void open() {
    segmenter = new WordSegmenter();
    rules = new HashMap<>();
  }

  @Override
  public Outcome apply(Document document) {
    QualityRules applicable = rules.computeIfAbsent(document.language(), this::rules);
    Verdict verdict =
        applicable.judge(document.text(), segmenter.segment(document.text()).strings());
    return verdict.isKept()
        ? new Outcome.Kept(document)
        : new Outcome.Dropped(
            document, verdict.reason(), print(verdict.value()), print(verdict.threshold()));
  }

  private QualityRules rules(String language) {
    return new QualityRules(profiles.choose(language).profile(), QualityLimits.DEFAULTS);
  }

  private static String print(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
