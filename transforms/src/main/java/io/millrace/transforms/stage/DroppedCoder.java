package io.millrace.transforms.stage;

import io.millrace.io.document.Dropped;
import java.io.IOException;

/** Codes {@link Dropped}s. */
public final class DroppedCoder extends FieldsCoder<Dropped> {
  private static final DroppedCoder INSTANCE = new DroppedCoder();

  private DroppedCoder() {}

  /** The coder. */
  public static DroppedCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(Dropped dropped, Output out) throws IOException {

    DocumentCoder.of().write(dropped.document(), out);
    out.text(dropped.stage())
        .text(dropped.reason())
        .text(dropped.value())
        .text(dropped.threshold());
  }

  @Override
  protected Dropped read(Input in) throws IOException {

    return new Dropped(DocumentCoder.of().read(in), in.text(), in.text(), in.text(), in.text());
  }
}
