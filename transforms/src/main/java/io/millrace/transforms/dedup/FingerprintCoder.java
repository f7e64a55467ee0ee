package io.millrace.transforms.dedup;

import io.millrace.transforms.dedup.sketch.MinHashSignature;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link Fingerprint}s. */
final class FingerprintCoder extends FieldsCoder<Fingerprint> {
  private static final FingerprintCoder INSTANCE = new FingerprintCoder();

  private FingerprintCoder() {}

  static FingerprintCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(Fingerprint fingerprint, Output out) throws IOException {
    CaptureCoder.of().write(fingerprint.capture(), out);
    out.text(fingerprint.language());
    Hash128Coder.of().write(fingerprint.url(), out);
    Hash128Coder.of().write(fingerprint.text(), out);
    out.bytes(fingerprint.signature().toBytes());
  }

  @Override
  protected Fingerprint read(Input in) throws IOException {
    return new Fingerprint(
        CaptureCoder.of().read(in),
        in.text(),
        Hash128Coder.of().read(in),
        Hash128Coder.of().read(in),
        MinHashSignature.ofBytes(in.bytes()));
  }
}
