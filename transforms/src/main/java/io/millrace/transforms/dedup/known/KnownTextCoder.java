package io.millrace.transforms.dedup.known;

import io.millrace.transforms.dedup.sketch.MinHashSignature;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link KnownText}s. */
public final class KnownTextCoder extends FieldsCoder<KnownText> {
  private static final KnownTextCoder INSTANCE = new KnownTextCoder();

  private KnownTextCoder() {}

  /** The coder. */
  public static KnownTextCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(KnownText known, Output out) throws IOException {
    Hash128Coder.of().write(known.id(), out);
    Hash128Coder.of().write(known.cluster(), out);
    out.text(known.language());
    Hash128Coder.of().write(known.url(), out);
    Hash128Coder.of().write(known.text(), out);
    out.bytes(known.signature().toBytes());
  }

  @Override
  protected KnownText read(Input in) throws IOException {
    return new KnownText(
        Hash128Coder.of().read(in),
        Hash128Coder.of().read(in),
        in.text(),
        Hash128Coder.of().read(in),
        Hash128Coder.of().read(in),
        MinHashSignature.ofBytes(in.bytes()));
  }
}
