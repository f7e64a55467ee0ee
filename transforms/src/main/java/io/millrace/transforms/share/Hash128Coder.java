package io.millrace.transforms.share;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link Hash128}s in 16 bytes. */
public final class Hash128Coder extends FieldsCoder<Hash128> {
  private static final Hash128Coder INSTANCE = new Hash128Coder();

  private Hash128Coder() {}

  /** The coder. */
  public static Hash128Coder of() {
    return INSTANCE;
  }

  @Override
  public void write(Hash128 hash, Output out) throws IOException {
    out.fixed(hash.high()).fixed(hash.low());
  }

  @Override
  public Hash128 read(Input in) throws IOException {
    return new Hash128(in.fixed(), in.fixed());
  }
}
