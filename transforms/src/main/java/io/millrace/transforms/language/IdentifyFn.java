package io.millrace.transforms.language;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.DeadLetters;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;

/** Labels documents. */
final class IdentifyFn extends CountsFn<Document, Document> {
  private final LanguageIdentifiers.Source source;
  private transient LanguageIdentifier identifier;

  IdentifyFn(LanguageIdentifiers.Source source) {
    this.source = source;
  }

  @Setup
  public void setup() {
    identifier = source.identifier();
  }

  @ProcessElement
  public void processElement(@Element Document document, MultiOutputReceiver outputs) {
    long start = CpuTime.nanos();
    LanguageScores scores;
    try {
      scores = identifier.identify(document.text());
    } catch (RuntimeException | StackOverflowError e) {
      outputs
          .get(StageTags.DEAD_LETTERS)
          .output(DeadLetters.of(document, IdentifyLanguage.STAGE, e));
      counts()
          .add(
              new CountKey(IdentifyLanguage.STAGE, Fate.DEAD_LETTERED, "", ""),
              new Tally(1, document.utf8().length(), 0, CpuTime.nanos() - start));
      return;
    }
    outputs
        .get(StageTags.KEPT)
        .output(document.withLanguage(scores.label(), scores.score(), scores.alternatives()));
    // The documents are counted when they are judged; here only the time.
    counts()
        .add(
            new CountKey(IdentifyLanguage.STAGE, Fate.KEPT, "", scores.label()),
            new Tally(0, 0, 0, CpuTime.nanos() - start));
  }
}
