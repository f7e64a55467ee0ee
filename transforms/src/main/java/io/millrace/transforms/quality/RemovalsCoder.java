package io.millrace.transforms.quality;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link Removals}. */
public final class RemovalsCoder extends FieldsCoder<Removals> {
  private static final RemovalsCoder INSTANCE = new RemovalsCoder();

  private RemovalsCoder() {}

  /** The coder. */
  public static RemovalsCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(Removals removals, Output out) throws IOException {
    out.text(removals.language())
        .number(removals.clusterSize())
        .number(removals.entered())
        .number(removals.removed());
  }

  @Override
  protected Removals read(Input in) throws IOException {
    return new Removals(in.text(), in.number(), in.number(), in.number());
  }
}
