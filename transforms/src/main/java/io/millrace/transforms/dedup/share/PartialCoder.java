package io.millrace.transforms.dedup.share;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StructuredCoder;

/** Codes {@link Partial}s. */
final class PartialCoder<T> extends StructuredCoder<Partial<T>> {
  private final Coder<T> totals;

  PartialCoder(Coder<T> totals) {
    this.totals = totals;
  }

  @Override
  public void encode(Partial<T> partial, OutputStream out) throws IOException {
    totals.encode(partial.total(), out);
    ByteArrayCoder.of().encode(partial.slots().toByteArray(), out);
  }

  @Override
  public Partial<T> decode(InputStream in) throws IOException {
    T total = totals.decode(in);
    return new Partial<>(total, BitSet.valueOf(ByteArrayCoder.of().decode(in)));
  }

  @Override
  public List<? extends Coder<?>> getCoderArguments() {
    return List.of(totals);
  }

  @Override
  public void verifyDeterministic() throws NonDeterministicException {
    totals.verifyDeterministic();
  }
}
