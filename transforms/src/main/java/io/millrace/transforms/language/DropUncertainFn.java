package io.millrace.transforms.language;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.Measurement;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollectionView;

/** Drops labelled documents that score less than their label's threshold. */
final class DropUncertainFn extends CountsFn<Document, Document> {
  private static final String REASON = "low_score";

  private final PCollectionView<Map<String, ScoreHistogram>> histograms;
  private final LanguageThresholds.Bounds bounds;
  private final SerializableFunction<String, Double> givenThreshold;
  private transient LanguageThresholds thresholds;

  DropUncertainFn(
      PCollectionView<Map<String, ScoreHistogram>> histograms,
      LanguageThresholds.Bounds bounds,
      SerializableFunction<String, Double> givenThreshold) {
    this.histograms = histograms;
    this.bounds = bounds;
    this.givenThreshold = givenThreshold;
  }

  @ProcessElement
  public void processElement(ProcessContext context) {
    long start = CpuTime.nanos();
    if (thresholds == null) {
      thresholds = LanguageThresholds.of(context.sideInput(histograms), bounds);
    }
    Document document = context.element();
    Double given = givenThreshold.apply(document.language());
    double threshold = given == null ? thresholds.threshold(document.language()) : given;
    boolean isCertain = document.languageScore() >= threshold;
    if (isCertain) {
      context.output(document);
    } else {
      context.output(
          StageTags.DROPPED,
          new Dropped(
              document,
              IdentifyLanguage.STAGE,
              REASON,
              print(document.languageScore()),
              print(threshold)));
    }
    Fate fate = isCertain ? Fate.KEPT : Fate.DROPPED;
    Tally one = new Tally(1, 0, 0, 0);
    counts()
        .add(
            Measurement.LANGUAGE_SCORES.key(fate, Measurement.score(document.languageScore()), ""),
            one);
    counts()
        .add(
            Measurement.LANGUAGE_THRESHOLDS.key(Fate.KEPT, print(threshold), document.language()),
            one);
    counts()
        .add(
            new CountKey(
                IdentifyLanguage.STAGE, fate, isCertain ? "" : REASON, document.language()),
            new Tally(1, document.utf8().length(), 0, CpuTime.nanos() - start));
  }

  private static String print(double score) {
    return String.format(Locale.ROOT, "%.4f", score);
  }
}
