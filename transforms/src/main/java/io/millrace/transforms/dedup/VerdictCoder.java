package io.millrace.transforms.dedup;

import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link Verdict}s. */
final class VerdictCoder extends FieldsCoder<Verdict> {
  private static final VerdictCoder INSTANCE = new VerdictCoder();

  private VerdictCoder() {}

  static VerdictCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(Verdict verdict, Output out) throws IOException {
    out.number(verdict.fate().ordinal());
    Hash128Coder.of().write(verdict.standIn(), out);
    out.number(verdict.clusterSize());
  }

  @Override
  protected Verdict read(Input in) throws IOException {
    return new Verdict(
        Verdict.Fate.values()[Math.toIntExact(in.number())],
        Hash128Coder.of().read(in),
        in.number());
  }
}
