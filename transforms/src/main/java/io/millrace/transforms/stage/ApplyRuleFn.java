package io.millrace.transforms.stage;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.stage.CountKey.Fate;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Applies a rule to each input, times it, counts by fate, and turns what it throws into dead
 * letters.
 */
final class ApplyRuleFn<InputT> extends CountsFn<InputT, Document> {
  private final String stage;
  private final Rule<? super InputT> rule;

  ApplyRuleFn(String stage, Rule<? super InputT> rule) {
    this.stage = stage;
    this.rule = rule;
  }

  @Setup
  public void setup() throws IOException {
    rule.open();
  }

  @ProcessElement
  public void processElement(@Element InputT input, MultiOutputReceiver outputs) {
    long start = CpuTime.nanos();
    Map<Measurement, String> measured = new EnumMap<>(Measurement.class);
    Outcome outcome;
    try {
      outcome = rule.apply(input, measured::put);
    } catch (RuntimeException | StackOverflowError e) {
      outputs.get(StageTags.DEAD_LETTERS).output(rule.deadLetter(input, stage, e));
      counts().add(new CountKey(stage, Fate.DEAD_LETTERED, "", ""), tally(0, start));
      return;
    }
    Document document = outcome.document();
    Tally tally = tally(document.utf8().length(), start);
    if (outcome instanceof Outcome.Dropped dropped) {
      outputs
          .get(StageTags.DROPPED)
          .output(
              new Dropped(document, stage, dropped.reason(), dropped.value(), dropped.threshold()));
      count(Fate.DROPPED, dropped.reason(), tally, document, measured);
    } else {
      outputs.get(StageTags.KEPT).output(document);
      count(Fate.KEPT, "", tally, document, measured);
    }
  }

  private void count(
      Fate fate, String reason, Tally tally, Document document, Map<Measurement, String> measured) {
    counts().add(new CountKey(stage, fate, reason, document.language()), tally);
    measured.forEach(
        (measurement, bin) -> counts().add(measurement.key(fate, bin, ""), new Tally(1, 0, 0, 0)));
  }

  private static Tally tally(long bytes, long startNanos) {
    return new Tally(1, bytes, 0, CpuTime.nanos() - startNanos);
  }
}
