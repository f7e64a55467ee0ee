package io.millrace.transforms.stage;

import java.io.IOException;

/** Codes {@link Tally}s. */
public final class TallyCoder extends FieldsCoder<Tally> {
  private static final TallyCoder INSTANCE = new TallyCoder();

  private TallyCoder() {}

  /** The coder. */
  public static TallyCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(Tally tally, Output out) throws IOException {

    out.number(tally.documents())
        .number(tally.bytes())
        .number(tally.tokens())
        .number(tally.nanos());
  }

  @Override
  protected Tally read(Input in) throws IOException {

    return new Tally(in.number(), in.number(), in.number(), in.number());
  }
}
