package io.millrace.transforms.redact;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.stage.ApplyRule;
import io.millrace.transforms.stage.DocumentRule;
import io.millrace.transforms.stage.DroppedCoder;
import io.millrace.transforms.stage.Outcome;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Replaces personal data in documents by placeholders; keeps every document. */
public final class RedactPii extends PTransform<PCollection<Document>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "redact";

  private RedactPii() {}

  /** Redaction of documents. */
  public static RedactPii create() {
    return new RedactPii();
  }

  /**
   * Redaction of documents that rules decided against: what is written of them is redacted like the
   * rest.
   */
  public static PTransform<PCollection<Dropped>, PCollection<Dropped>> ofDropped() {
    return new RedactDropped();
  }

  @Override
  public PCollectionTuple expand(PCollection<Document> documents) {
    return documents.apply("Redact", ApplyRule.of(STAGE, new RedactionRule()));
  }

  private static final class RedactionRule implements DocumentRule {
    private static final long serialVersionUID = 1L;

    private final PiiRedactor redactor = new PiiRedactor();

    @Override
    public Outcome apply(Document document) {
      return new Outcome.Kept(document.withText(redactor.redact(document.text())));
    }
  }

  private static final class RedactDropped
      extends PTransform<PCollection<Dropped>, PCollection<Dropped>> {
    @Override
    public PCollection<Dropped> expand(PCollection<Dropped> dropped) {
      PiiRedactor redactor = new PiiRedactor();
      return dropped
          .apply(
              "Redact",
              MapElements.into(TypeDescriptor.of(Dropped.class))
                  .via(row -> row.withText(redactor.redact(row.document().text()))))
          .setCoder(DroppedCoder.of());
    }
  }
}
