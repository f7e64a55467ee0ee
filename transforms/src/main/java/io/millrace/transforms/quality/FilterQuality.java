package io.millrace.transforms.quality;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.ApplyRule;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** Drops documents that their language's profile rejects. */
public final class FilterQuality extends PTransform<PCollection<Document>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "quality";

  private final LanguageProfiles profiles;
  private final QualityLimits limits;
  private final PrecisionWords precisionWords;

  private FilterQuality(
      LanguageProfiles profiles, QualityLimits limits, PrecisionWords precisionWords) {
    this.profiles = profiles;
    this.limits = limits;
    this.precisionWords = precisionWords;
  }

  /**
   * @param profiles thresholds by language
   */
  public static FilterQuality with(LanguageProfiles profiles) {
    return new FilterQuality(profiles, QualityLimits.DEFAULTS, PrecisionWords.none());
  }

  /** Drops, too, documents of listed languages that show no word of their language alone. */
  public FilterQuality withPrecisionWords(PrecisionWords precisionWords) {
    return new FilterQuality(profiles, limits, precisionWords);
  }

  /** Judges by other thresholds that are the same for every language. */
  public FilterQuality withLimits(QualityLimits limits) {
    return new FilterQuality(profiles, limits, precisionWords);
  }

  @Override
  public PCollectionTuple expand(PCollection<Document> documents) {
    return documents.apply(
        "Filter", ApplyRule.of(STAGE, new ProfileRule(profiles, limits, precisionWords)));
  }
}
