package io.millrace.transforms.language;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.ApplyRule;
import io.millrace.transforms.stage.StageTags;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Labels documents with their language and drops those whose label is too uncertain. How uncertain
 * a label may be follows from the scores of all documents that bear it, see {@link
 * LanguageThresholds}, so that no document goes on before all are labelled.
 */
public final class IdentifyLanguage extends PTransform<PCollection<Document>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "language";

  private final LanguageIdentifiers.Source source;
  private final LanguageThresholds.Bounds bounds;
  private final SerializableFunction<String, Double> givenThreshold;

  private IdentifyLanguage(
      LanguageIdentifiers.Source source,
      LanguageThresholds.Bounds bounds,
      SerializableFunction<String, Double> givenThreshold) {
    this.source = source;
    this.bounds = bounds;
    this.givenThreshold = givenThreshold;
  }

  /**
   * Identification with thresholds between FineWeb2's bounds.
   *
   * @param modelPath a fastText model that every worker can read, or null for the embedded model
   */
  public static IdentifyLanguage with(String modelPath) {
    return new IdentifyLanguage(
        new LanguageIdentifiers.Source(modelPath),
        LanguageThresholds.DEFAULT_BOUNDS,
        label -> null);
  }

  /** With other bounds of the thresholds; a floor equal to the ceiling is the threshold of all. */
  public IdentifyLanguage withBounds(LanguageThresholds.Bounds bounds) {
    return new IdentifyLanguage(source, bounds, givenThreshold);
  }

  /**
   * With thresholds that are given, not derived.
   *
   * @param givenThreshold a label's threshold, whatever the bounds; null where it is derived
   */
  public IdentifyLanguage withGivenThresholds(SerializableFunction<String, Double> givenThreshold) {
    return new IdentifyLanguage(source, bounds, givenThreshold);
  }

  /**
   * The half that looks at one document at a time: labels all, drops none. Its main output is
   * tagged {@link StageTags#KEPT}.
   */
  public PTransform<PCollection<Document>, PCollectionTuple> labelling() {
    return PTransform.compose("LabelLanguage", this::label);
  }

  /** The half that needs the scores of all documents, which {@link #labelling()} has labelled. */
  public PTransform<PCollection<Document>, PCollectionTuple> judging() {
    return PTransform.compose("JudgeLanguage", this::judge);
  }

  @Override
  public PCollectionTuple expand(PCollection<Document> documents) {
    PCollectionTuple labelled = label(documents);
    PCollectionTuple judged = judge(labelled.get(StageTags.KEPT));
    return PCollectionTuple.of(StageTags.KEPT, judged.get(StageTags.KEPT))
        .and(StageTags.DROPPED, judged.get(StageTags.DROPPED))
        .and(StageTags.DEAD_LETTERS, labelled.get(StageTags.DEAD_LETTERS))
        .and(
            StageTags.COUNTS,
            PCollectionList.of(labelled.get(StageTags.COUNTS))
                .and(judged.get(StageTags.COUNTS))
                .apply("AllCounts", Flatten.pCollections()));
  }

  private PCollectionTuple label(PCollection<Document> documents) {
    PCollectionTuple identified =
        documents.apply(
            "Identify",
            ParDo.of(new IdentifyFn(source))
                .withOutputTags(
                    StageTags.KEPT,
                    TupleTagList.of(
                        List.of(StageTags.DROPPED, StageTags.DEAD_LETTERS, StageTags.COUNTS))));
    return ApplyRule.withCoders(identified);
  }

  private PCollectionTuple judge(PCollection<Document> labelled) {
    PCollectionView<Map<String, ScoreHistogram>> histograms =
        labelled
            .apply(
                "Scores",
                MapElements.into(
                        TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.doubles()))
                    .via(document -> KV.of(document.language(), document.languageScore())))
            .apply("Histograms", Combine.perKey(new ScoreHistogramFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), ScoreHistogramCoder.of()))
            .apply("AllHistograms", View.asMap());
    return ApplyRule.withCoders(
        labelled.apply(
            "DropUncertain",
            ParDo.of(new DropUncertainFn(histograms, bounds, givenThreshold))
                .withSideInputs(histograms)
                .withOutputTags(
                    StageTags.KEPT,
                    TupleTagList.of(
                        List.of(StageTags.DROPPED, StageTags.DEAD_LETTERS, StageTags.COUNTS)))));
  }
}
