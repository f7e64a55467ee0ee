package io.millrace.transforms.group;

import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/** The values that a group's slices make, decoded while they are read. */
final class DecodedValues<V> implements Iterable<V> {
  private final Iterable<Slice> slices;
  private final Coder<V> coder;

  DecodedValues(Iterable<Slice> slices, Coder<V> coder) {
    this.slices = slices;
    this.coder = coder;
  }

  @Override
  public Iterator<V> iterator() {
    JoinedSlices encoded = new JoinedSlices(slices.iterator());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return encoded.hasNext();
      }

      @Override
      public V next() {
        return decode(encoded.next());
      }
    };
  }

  private V decode(byte[] encoded) {
    try {
      return CoderUtils.decodeFromByteArray(coder, encoded);
    } catch (CoderException e) {
      throw new UncheckedIOException(e);
    }
  }
}
