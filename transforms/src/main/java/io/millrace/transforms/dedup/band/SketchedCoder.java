package io.millrace.transforms.dedup.band;

import io.millrace.transforms.dedup.sketch.MinHashSignature;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link Sketched} documents. */
public final class SketchedCoder extends FieldsCoder<Sketched> {
  private static final SketchedCoder INSTANCE = new SketchedCoder();

  private SketchedCoder() {}

  /** The coder. */
  public static SketchedCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(Sketched document, Output out) throws IOException {
    Hash128Coder.of().write(document.id(), out);
    out.text(document.language()).bytes(document.signature().toBytes());
  }

  @Override
  protected Sketched read(Input in) throws IOException {
    return new Sketched(
        Hash128Coder.of().read(in), in.text(), MinHashSignature.ofBytes(in.bytes()));
  }
}
