package io.millrace.transforms.sample;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link DropSample}s. */
public final class DropSampleCoder extends FieldsCoder<DropSample> {
  private static final DropSampleCoder INSTANCE = new DropSampleCoder();

  private DropSampleCoder() {}

  /** The coder. */
  public static DropSampleCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(DropSample sample, Output out) throws IOException {
    out.text(sample.stage())
        .text(sample.reason())
        .text(sample.id())
        .text(sample.language())
        .text(sample.value())
        .text(sample.threshold())
        .text(sample.text());
  }

  @Override
  protected DropSample read(Input in) throws IOException {
    return new DropSample(
        in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.text());
  }
}
