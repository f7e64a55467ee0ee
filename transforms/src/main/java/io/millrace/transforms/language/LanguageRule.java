package io.millrace.transforms.language;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.DocumentRule;
import io.millrace.transforms.stage.Outcome;
import java.util.Locale;

/** Labels a document; drops it if the label's score is too low. */
final class LanguageRule implements DocumentRule {
  private static final long serialVersionUID = 1L;

  private final LanguageIdentifiers.Source source;
  private final double minScore;
  private transient LanguageIdentifier identifier;

  LanguageRule(LanguageIdentifiers.Source source, double minScore) {
    this.source = source;
    this.minScore = minScore;
  }

  @Override
  public void open() {
    identifier = source.identifier();
  }

  @Override
  public Outcome apply(Document document) {
    LanguageScores scores = identifier.identify(document.text());
    Document labelled =
        document.withLanguage(scores.label(), scores.score(), scores.alternatives());
    return scores.score() < minScore
        ? new Outcome.Dropped(
            labelled,
            "low_score",
            String.format(Locale.ROOT, "%.4f", scores.score()),
            String.format(Locale.ROOT, "%.4f", minScore))
        : new Outcome.Kept(labelled);
  }
}
