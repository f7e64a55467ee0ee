package io.millrace.transforms.language;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.ApplyRule;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** Labels documents with their language and drops those whose label is too uncertain. */
public final class IdentifyLanguage extends PTransform<PCollection<Document>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "language";

  private final LanguageIdentifiers.Source source;
  private final double minScore;

  private IdentifyLanguage(LanguageIdentifiers.Source source, double minScore) {
    this.source = source;
    this.minScore = minScore;
  }

  /**
   * @param modelPath a fastText model that every worker can read, or null for the embedded model
   * @param minScore the least score of a label, from 0 to 1
   */
  public static IdentifyLanguage with(String modelPath, double minScore) {
    return new IdentifyLanguage(new LanguageIdentifiers.Source(modelPath), minScore);
  }

  @Override
  public PCollectionTuple expand(PCollection<Document> documents) {
    return documents.apply("Identify", ApplyRule.of(STAGE, new LanguageRule(source, minScore)));
  }
}
