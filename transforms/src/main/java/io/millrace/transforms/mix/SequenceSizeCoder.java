package io.millrace.transforms.mix;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link SequenceSize}s. */
final class SequenceSizeCoder extends FieldsCoder<SequenceSize> {
  private static final SequenceSizeCoder INSTANCE = new SequenceSizeCoder();

  private SequenceSizeCoder() {}

  static SequenceSizeCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(SequenceSize size, Output out) throws IOException {
    out.text(size.id()).text(size.language()).number(size.weight()).number(size.tokens());
  }

  @Override
  protected SequenceSize read(Input in) throws IOException {
    return new SequenceSize(in.text(), in.text(), Math.toIntExact(in.number()), in.number());
  }
}
