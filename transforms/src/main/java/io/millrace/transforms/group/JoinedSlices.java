package io.millrace.transforms.group;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The encoded values of a group's slices, in whatever order the slices come. A value comes out with
 * its last slice; only values of several slices are held.
 */
final class JoinedSlices implements Iterator<byte[]> {
  private record ValueKey(long value, int count) {}

  private final Iterator<Slice> slices;

  /** Equal values have equal keys; whichever gets a slice, the result is the same. */
  private final Map<ValueKey, List<Parts>> incomplete = new HashMap<>();

  private byte[] next;

  JoinedSlices(Iterator<Slice> slices) {
    this.slices = slices;
  }

  @Override
  public boolean hasNext() {
    while (next == null && slices.hasNext()) {
      Slice slice = slices.next();
      next = slice.count() == 1 ? slice.bytes().bytes() : joinedWith(slice);
    }
    if (next == null && !incomplete.isEmpty()) {
      throw new IllegalStateException("slices are missing of " + incomplete.keySet());
    }
    return next != null;
  }

  @Override
  public byte[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    byte[] value = next;
    next = null;
    return value;
  }

  /** The value that {@code slice} completes; null if it completes none. */
  private byte[] joinedWith(Slice slice) {
    ValueKey key = new ValueKey(slice.value(), slice.count());
    List<Parts> values = incomplete.computeIfAbsent(key, unseen -> new ArrayList<>());
    Parts parts =
        values.stream().filter(value -> value.lacks(slice)).findFirst().orElseGet(Parts::new);
    if (parts.isEmpty()) {
      values.add(parts);
    }
    parts.add(slice);
    if (!parts.isWhole()) {
      return null;
    }
    values.remove(parts);
    if (values.isEmpty()) {
      incomplete.remove(key);
    }
    return parts.joined();
  }

  /** The slices of one value that came so far. */
  private static final class Parts {
    private final SortedMap<Integer, Slice> slices = new TreeMap<>();

    boolean lacks(Slice slice) {
      return !slices.containsKey(slice.index());
    }

    boolean isEmpty() {
      return slices.isEmpty();
    }

    void add(Slice slice) {
      slices.put(slice.index(), slice);
    }

    boolean isWhole() {
      return slices.size() == slices.get(slices.firstKey()).count();
    }

    byte[] joined() {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      slices.values().forEach(slice -> whole.writeBytes(slice.bytes().bytes()));
      return whole.toByteArray();
    }
  }
}
