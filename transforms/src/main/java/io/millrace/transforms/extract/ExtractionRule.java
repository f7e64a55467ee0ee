package io.millrace.transforms.extract;

import io.millrace.io.charset.ContentDecoder;
import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.Document;
import io.millrace.io.warc.Capture;
import io.millrace.transforms.stage.DeadLetters;
import io.millrace.transforms.stage.Outcome;
import io.millrace.transforms.stage.Rule;
import java.nio.charset.StandardCharsets;

/**
 * Decodes a capture and extracts its main content; text that somebody else extracted is taken as it
 * is.
 */
final class ExtractionRule implements Rule<Capture> {
  private static final long serialVersionUID = 1L;

  private final ExtractionOptions options;
  private transient ContentDecoder decoder;
  private transient TextExtractor extractor;

  ExtractionRule(ExtractionOptions options) {
    this.options = options;
  }

  @Override
  public void open() {
    decoder = new ContentDecoder();
    extractor = new TextExtractor(options);
  }

  @Override
  public Outcome apply(Capture capture) {
    Document document = capture.kind() == Capture.Kind.TEXT ? given(capture) : extracted(capture);
    return document.text().isBlank()
        ? new Outcome.Dropped(document, "no_text", "0", "1")
        : new Outcome.Kept(document);
  }

  private static Document given(Capture capture) {
    return document(capture, new String(capture.payload().bytes(), StandardCharsets.UTF_8));
  }

  private Document extracted(Capture capture) {
    String html = decoder.decode(capture.payload().bytes(), capture.contentType()).text();
    Extraction extraction = extractor.extract(html, capture.url());
    String published = extraction.published() == null ? null : extraction.published().toString();
    return document(capture, extraction.text()).withMetadata(extraction.title(), published);
  }

  private static Document document(Capture capture, String text) {
    return Document.extracted(
        capture.id().toString(),
        capture.url(),
        capture.date(),
        text,
        capture.warcFile(),
        capture.warcOffset());
  }

  @Override
  public DeadLetter deadLetter(Capture input, String stage, Throwable thrown) {
    return DeadLetters.of(input, stage, thrown);
  }
}
