package io.millrace.transforms.group;

import io.millrace.io.warc.RawBytes;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link Slice}s. */
final class SliceCoder extends FieldsCoder<Slice> {
  private static final SliceCoder INSTANCE = new SliceCoder();

  private SliceCoder() {}

  static SliceCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(Slice slice, Output out) throws IOException {
    out.number(slice.count());
    if (slice.count() > 1) {
      out.number(slice.index()).fixed(slice.value());
    }
    out.bytes(slice.bytes().bytes());
  }

  @Override
  protected Slice read(Input in) throws IOException {
    int count = Math.toIntExact(in.number());
    int index = count > 1 ? Math.toIntExact(in.number()) : 0;
    long value = count > 1 ? in.fixed() : 0;
    return new Slice(value, index, count, RawBytes.of(in.bytes()));
  }
}
