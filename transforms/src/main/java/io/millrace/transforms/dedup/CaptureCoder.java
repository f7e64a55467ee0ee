package io.millrace.transforms.dedup;

import io.millrace.transforms.dedup.Capture.Generation;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link Capture}s. */
final class CaptureCoder extends FieldsCoder<Capture> {
  private static final CaptureCoder INSTANCE = new CaptureCoder();

  private CaptureCoder() {}

  static CaptureCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(Capture capture, Output out) throws IOException {
    out.number(capture.generation().ordinal());
    Hash128Coder.of().write(capture.id(), out);
    out.text(capture.date())
        .number(capture.codePoints())
        .text(capture.warcFile())
        .number(capture.warcOffset());
  }

  @Override
  protected Capture read(Input in) throws IOException {
    return new Capture(
        Generation.values()[Math.toIntExact(in.number())],
        Hash128Coder.of().read(in),
        in.text(),
        in.number(),
        in.text(),
        in.number());
  }
}
