package io.millrace.transforms.dedup;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/**
 * A text that stands for all its copies.
 *
 * @param fingerprint of the copies' representative
 * @param copies the representative and its copies
 */
record DistinctText(Fingerprint fingerprint, EqualTexts copies) {
  /** What stands for the text in graphs: its smallest id; of a known text its cluster's. */
  Hash128 node() {
    return copies.smallestId();
  }

  /** Whether the text is of an earlier run. */
  boolean isKnown() {
    return fingerprint.capture().isKnown();
  }

  /** Codes them. */
  static final class Coder extends FieldsCoder<DistinctText> {
    static final Coder INSTANCE = new Coder();

    @Override
    protected void write(DistinctText text, Output out) throws IOException {
      FingerprintCoder.of().write(text.fingerprint(), out);
      EqualTexts.Coder.INSTANCE.write(text.copies(), out);
    }

    @Override
    protected DistinctText read(Input in) throws IOException {
      return new DistinctText(FingerprintCoder.of().read(in), EqualTexts.Coder.INSTANCE.read(in));
    }
  }
}
