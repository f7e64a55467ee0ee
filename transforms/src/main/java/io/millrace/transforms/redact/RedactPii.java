package io.millrace.transforms.redact;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.ApplyRule;
import io.millrace.transforms.stage.DocumentRule;
import io.millrace.transforms.stage.Outcome;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** Replaces personal data in documents by placeholders; keeps every document. */
public final class RedactPii extends PTransform<PCollection<Document>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "redact";

  private RedactPii() {}

  /** Redaction of documents. */
  public static RedactPii create() {
    return new RedactPii();
  }

  @Override
  public PCollectionTuple expand(PCollection<Document> documents) {
    return documents.apply("Redact", ApplyRule.of(STAGE, new RedactionRule()));
  }

  /** The address stays: it says where the document came from. */
  static Document redact(Document document, PiiRedactor redactor) {
    String title = document.title() == null ? null : redactor.redact(document.title());
    return document
        .withText(redactor.redact(document.text()))
        .withMetadata(title, document.published());
  }

  private static final class RedactionRule implements DocumentRule {
    private static final long serialVersionUID = 1L;

    private final PiiRedactor redactor = new PiiRedactor();

    @Override
    public Outcome apply(Document document) {
      return new Outcome.Kept(redact(document, redactor));
    }
  }
}
