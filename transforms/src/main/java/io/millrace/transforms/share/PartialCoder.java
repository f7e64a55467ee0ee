package io.millrace.transforms.share;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StructuredCoder;
import org.apache.beam.sdk.util.VarInt;

/** Codes {@link Partial}s. */
final class PartialCoder<T> extends StructuredCoder<Partial<T>> {
  private final Coder<T> totals;

  PartialCoder(Coder<T> totals) {
    this.totals = totals;
  }

  @Override
  public void encode(Partial<T> partial, OutputStream out) throws IOException {
    totals.encode(partial.total(), out);
    BitSet slots = partial.slots();
    VarInt.encode(slots.cardinality(), out);
    for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
      VarInt.encode(slot, out);
    }
  }

  @Override
  public Partial<T> decode(InputStream in) throws IOException {
    T total = totals.decode(in);
    BitSet slots = new BitSet();
    for (int rest = VarInt.decodeInt(in); rest > 0; rest--) {
      slots.set(VarInt.decodeInt(in));
    }
    return new Partial<>(total, slots);
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
