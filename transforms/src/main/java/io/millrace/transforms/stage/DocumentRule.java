package io.millrace.transforms.stage;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.Document;

/** A rule over documents; its dead letters hold the document's text. */
public interface DocumentRule extends Rule<Document> {
  @Override
  default DeadLetter deadLetter(Document input, String stage, String reason, String stackTrace) {
    return new DeadLetter(
        stage, input.warcFile(), input.warcOffset(), reason, stackTrace, input.utf8().bytes());
  }
}
