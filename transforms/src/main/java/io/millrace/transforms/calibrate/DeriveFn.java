package io.millrace.transforms.calibrate;

import io.millrace.transforms.calibrate.Calibration.Derived;
import io.millrace.transforms.calibrate.FrequentWords.WordCount;
import io.millrace.transforms.calibrate.measure.LanguageStatistics;
import io.millrace.transforms.quality.LanguageProfileWriter;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/** Derives all profiles at once, for there are as few as languages, and writes them out. */
final class DeriveFn extends DoFn<Integer, KV<String, String>> {
  private final CalibrationSettings settings;
  private final PCollectionView<Map<String, LanguageStatistics>> statistics;
  private final PCollectionView<Map<String, List<WordCount>>> frequentWords;
  private final PCollectionView<Map<String, List<WordCount>>> precisionWords;

  DeriveFn(
      CalibrationSettings settings,
      PCollectionView<Map<String, LanguageStatistics>> statistics,
      PCollectionView<Map<String, List<WordCount>>> frequentWords,
      PCollectionView<Map<String, List<WordCount>>> precisionWords) {
    this.settings = settings;
    this.statistics = statistics;
    this.frequentWords = frequentWords;
    this.precisionWords = precisionWords;
  }

  @ProcessElement
  public void processElement(ProcessContext context) {
    Map<String, LanguageStatistics> languages = context.sideInput(statistics);
    Calibration calibration =
        new Calibration(languages, context.sideInput(frequentWords), settings);
    calibration
        .profiles()
        .forEach(
            (name, derived) -> {
              context.output(KV.of(name + ".yml", yaml(derived)));
              count(
                  context,
                  CalibrateProfiles.DERIVED,
                  derived.repetition(),
                  name,
                  derived.passages());
            });
    context.output(KV.of(CalibrateProfiles.SCALE_FILE, calibration.scale().toJson()));
    languages.forEach(
        (language, own) -> {
          long passages = own.reference().passages();
          count(context, CalibrateProfiles.PASSAGES, "", language, passages);
          count(context, CalibrateProfiles.CHOSEN, calibration.choose(language), language, 1);
        });
    context.sideInput(precisionWords).forEach((language, words) -> list(context, language, words));
  }

  private static String yaml(Derived derived) {
    String origin =
        derived.passages() == 0
            ? "Not derived: as it comes with Millrace."
            : "Derived by millrace calibrate from "
                + derived.passages()
                + " passages of reference text; repetition: "
                + repetition(derived.repetition());
    return LanguageProfileWriter.write(derived.profile(), List.of(origin));
  }

  private static String repetition(String source) {
    return source.equals(Calibration.PUBLISHED) ? "English's published thresholds." : "its crawl.";
  }

  private static void list(ProcessContext context, String language, List<WordCount> words) {
    StringBuilder list = new StringBuilder();
    words.forEach(word -> list.append(word.word()).append('\n'));
    context.output(
        KV.of(CalibrateProfiles.PRECISION_FOLDER + "/" + language + ".txt", list.toString()));
    count(context, CalibrateProfiles.PRECISION, "", language, words.size());
  }

  private static void count(
      ProcessContext context, String stage, String reason, String language, long documents) {
    context.output(
        StageTags.COUNTS,
        KV.of(new CountKey(stage, Fate.KEPT, reason, language), new Tally(documents, 0, 0, 0)));
  }
}
