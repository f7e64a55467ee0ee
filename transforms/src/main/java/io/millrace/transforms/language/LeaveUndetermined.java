package io.millrace.transforms.language;

import io.millrace.io.document.Document;
import java.util.List;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Labels all documents alike, where {@link IdentifyLanguage} is left out. */
public final class LeaveUndetermined
    extends PTransform<PCollection<Document>, PCollection<Document>> {
  /** Undetermined language (ISO 639-3), unknown script (ISO 15924). */
  public static final String LABEL = "und_Zzzz";

  private LeaveUndetermined() {}

  /** Labels them. */
  public static LeaveUndetermined create() {
    return new LeaveUndetermined();
  }

  @Override
  public PCollection<Document> expand(PCollection<Document> documents) {
    return documents
        .apply(
            "Label",
            MapElements.into(TypeDescriptor.of(Document.class))
                .via(document -> document.withLanguage(LABEL, 1, List.of())))
        .setCoder(documents.getCoder());
  }
}
