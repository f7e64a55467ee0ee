package io.millrace.transforms.share;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link Slot}s. */
final class SlotCoder extends FieldsCoder<Slot> {
  private static final SlotCoder INSTANCE = new SlotCoder();

  private SlotCoder() {}

  static SlotCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(Slot slot, Output out) throws IOException {
    Hash128Coder.of().write(slot.group(), out);
    out.number(slot.number());
  }

  @Override
  protected Slot read(Input in) throws IOException {
    return new Slot(Hash128Coder.of().read(in), Math.toIntExact(in.number()));
  }
}
