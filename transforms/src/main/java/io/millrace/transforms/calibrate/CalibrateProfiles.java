package io.millrace.transforms.calibrate;

import io.millrace.transforms.calibrate.FrequentWords.WordCount;
import io.millrace.transforms.calibrate.measure.LanguageStatistics;
import io.millrace.transforms.calibrate.measure.LanguageStatisticsCoder;
import io.millrace.transforms.calibrate.measure.MeasureTexts;
import io.millrace.transforms.calibrate.measure.MeasureTexts.Corpus;
import io.millrace.transforms.read.ScoredText;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Derives quality profiles from good text and a crawl sample, see {@link Calibration}. What is
 * added up are whole numbers, so that any division of the work gives the same profiles.
 *
 * <p>Takes {@link #REFERENCE} and {@link #CRAWL}; gives {@link #FILES} and {@link
 * StageTags#COUNTS}. Among the counts travels what became of each language: under {@link #PASSAGES}
 * how much reference it has, under {@link #CHOSEN} the profile it gets as the reason; under {@link
 * #DERIVED} each profile, with its passages, and as the reason whose crawl its repetition
 * thresholds come from; under {@link #PRECISION} the words of its list.
 */
public final class CalibrateProfiles extends PTransform<PCollectionTuple, PCollectionTuple> {
  /** Good text. */
  public static final TupleTag<ScoredText> REFERENCE = new TupleTag<>("reference") {};

  /** Pages as they were found. */
  public static final TupleTag<ScoredText> CRAWL = new TupleTag<>("crawl") {};

  /** Contents by path. */
  public static final TupleTag<KV<String, String>> FILES = new TupleTag<>("files") {};

  /** Counts of reference passages by language. */
  public static final String PASSAGES = "passages";

  /** Counts that tell which profile a language gets. */
  public static final String CHOSEN = "chosen";

  /** Counts that tell of each profile. */
  public static final String DERIVED = "derived";

  /** Counts of the words of precision lists by language. */
  public static final String PRECISION = "precision";

  /** The folder of precision word lists. */
  public static final String PRECISION_FOLDER = "precision";

  /** The file of the scale that English gave. */
  public static final String SCALE_FILE = "english-scale.json";

  private final CalibrationSettings settings;
  private final PrecisionSettings precision;

  private CalibrateProfiles(CalibrationSettings settings, PrecisionSettings precision) {
    this.settings = settings;
    this.precision = precision;
  }

  /**
   * @param settings how to derive
   */
  public static CalibrateProfiles with(CalibrationSettings settings) {
    return new CalibrateProfiles(settings, PrecisionSettings.NONE);
  }

  /** The same with lists of words of high affinity. */
  public CalibrateProfiles withPrecisionWords(PrecisionSettings precision) {
    return new CalibrateProfiles(settings, precision);
  }

  @Override
  public PCollectionTuple expand(PCollectionTuple texts) {
    PCollectionTuple reference = measure(texts, REFERENCE, Corpus.REFERENCE);
    PCollectionTuple crawl = measure(texts, CRAWL, Corpus.CRAWL);
    PCollectionView<Map<String, LanguageStatistics>> statistics =
        PCollectionList.of(reference.get(MeasureTexts.STATISTICS))
            .and(crawl.get(MeasureTexts.STATISTICS))
            .apply("Measurements", Flatten.pCollections())
            .apply("SumMeasurements", Combine.perKey(new SumStatistics()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), LanguageStatisticsCoder.of()))
            .apply("AllMeasurements", View.asMap());
    PCollection<KV<KV<String, String>, Long>> words =
        reference.get(MeasureTexts.WORDS).apply("SumWords", Sum.longsPerKey());
    PCollectionView<Map<String, List<WordCount>>> frequent =
        words
            .apply("FindFrequentWords", FindFrequentWords.atMost(settings.maxStopWords()))
            .apply("AllFrequentWords", View.asMap());
    PCollectionView<Map<String, List<WordCount>>> own =
        words
            .apply("FindPrecisionWords", FindPrecisionWords.by(precision))
            .apply("AllPrecisionWords", View.asMap());
    PCollectionTuple derived =
        texts
            .getPipeline()
            .apply("Once", Create.of(settings.minPassages()))
            .apply(
                "Derive",
                ParDo.of(new DeriveFn(settings, statistics, frequent, own))
                    .withSideInputs(statistics, frequent, own)
                    .withOutputTags(FILES, TupleTagList.of(StageTags.COUNTS)));
    return outputs(reference, crawl, derived);
  }

  private PCollectionTuple measure(
      PCollectionTuple texts, TupleTag<ScoredText> tag, Corpus corpus) {
    return texts
        .get(tag)
        .apply("Measure " + corpus.stage(), MeasureTexts.of(corpus, settings.passageTokens()));
  }

  private static PCollectionTuple outputs(
      PCollectionTuple reference, PCollectionTuple crawl, PCollectionTuple derived) {
    KvCoder<CountKey, Tally> coder = KvCoder.of(CountKeyCoder.of(), TallyCoder.of());
    PCollection<KV<CountKey, Tally>> counts =
        PCollectionList.of(reference.get(StageTags.COUNTS))
            .and(crawl.get(StageTags.COUNTS))
            .and(derived.get(StageTags.COUNTS).setCoder(coder))
            .apply("Counts", Flatten.pCollections());
    return PCollectionTuple.of(
            FILES,
            derived.get(FILES).setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of())))
        .and(StageTags.COUNTS, counts);
  }

  private static final class SumStatistics
      implements SerializableFunction<Iterable<LanguageStatistics>, LanguageStatistics> {
    @Override
    public LanguageStatistics apply(Iterable<LanguageStatistics> parts) {
      LanguageStatistics sum = new LanguageStatistics();
      parts.forEach(sum::merge);
      return sum;
    }
  }
}
