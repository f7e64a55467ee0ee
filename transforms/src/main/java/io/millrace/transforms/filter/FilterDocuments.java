package io.millrace.transforms.filter;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.ApplyRule;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** Drops documents that a {@link DocumentFilter} rejects; the stage has the filter's name. */
public final class FilterDocuments extends PTransform<PCollection<Document>, PCollectionTuple> {
  private final FilterChoice choice;

  private FilterDocuments(FilterChoice choice) {
    this.choice = choice;
  }

  /**
   * @param choice a filter that is on the class path of every worker
   */
  public static FilterDocuments by(FilterChoice choice) {
    return new FilterDocuments(choice);
  }

  /** Which filter. */
  public FilterChoice choice() {
    return choice;
  }

  @Override
  public PCollectionTuple expand(PCollection<Document> documents) {
    return documents.apply("Filter", ApplyRule.of(choice.name(), new FilterRule(choice)));
  }
}
