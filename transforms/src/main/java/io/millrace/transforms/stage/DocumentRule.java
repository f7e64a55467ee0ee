package io.millrace.transforms.stage;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.Document;

/** A rule over documents. */
public interface DocumentRule extends Rule<Document> {
  @Override
  default DeadLetter deadLetter(Document input, String stage, Throwable thrown) {
    return DeadLetters.of(input, stage, thrown);
  }
}
