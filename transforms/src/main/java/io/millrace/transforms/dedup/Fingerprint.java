package io.millrace.transforms.dedup;

import io.millrace.io.document.Document;
import io.millrace.transforms.dedup.Capture.Generation;
import io.millrace.transforms.dedup.known.KnownText;
import io.millrace.transforms.dedup.sketch.MinHashSignature;
import io.millrace.transforms.dedup.sketch.SketchScheme;
import io.millrace.transforms.dedup.sketch.TextNormalizer;
import io.millrace.transforms.share.Hash128;

/**
 * All that deduplication asks of a document, without its text.
 *
 * @param capture what ranks it
 * @param language its label
 * @param url stands for its language and address
 * @param text stands for its language and normalised text
 * @param signature of its shingles; empty where near-duplicates are not looked for
 */
record Fingerprint(
    Capture capture, String language, Hash128 url, Hash128 text, MinHashSignature signature) {
  /**
   * @param scheme how the signature is made; null for the empty signature
   * @throws IllegalArgumentException if the document's id is not 32 hexadecimal digits
   */
  static Fingerprint of(Document document, SketchScheme scheme) {
    String text = document.text();
    String normalized = TextNormalizer.normalize(text);
    Capture capture =
        new Capture(
            Generation.NEW,
            Hash128.parse(document.id()),
            document.date() == null ? "" : document.date(),
            text.codePointCount(0, text.length()),
            document.warcFile(),
            document.warcOffset());
    return new Fingerprint(
        capture,
        document.language(),
        Hash128.of(document.language(), document.url()),
        // A text of signs alone is equal to itself, not to any other text of signs.
        Hash128.of(document.language(), normalized.isEmpty() ? text : normalized),
        scheme == null ? MinHashSignature.EMPTY : scheme.signature(text, normalized));
  }

  /** A text of an earlier run. */
  static Fingerprint of(KnownText known) {
    return new Fingerprint(
        Capture.known(known.cluster()),
        known.language(),
        known.url(),
        known.text(),
        known.signature());
  }

  /** The fingerprint without its signature, which ranks no one. */
  Fingerprint withoutSignature() {
    return new Fingerprint(capture, language, url, text, MinHashSignature.EMPTY);
  }
}
