package io.millrace.transforms.group;

import com.dynatrace.hash4j.hashing.Hashing;
import io.millrace.io.warc.RawBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A part of an encoded value.
 *
 * @param value tells slices of different values apart: a hash; 0 where the value is one slice
 * @param index of the part, from 0
 * @param count how many parts the value has
 * @param bytes the part
 */
record Slice(long value, int index, int count, RawBytes bytes) {
  /**
   * Cuts a value.
   *
   * @param encoded the value
   * @param maxBytes of a slice, at least 1
   */
  static List<Slice> cut(byte[] encoded, int maxBytes) {
    if (encoded.length <= maxBytes) {
      return List.of(new Slice(0, 0, 1, RawBytes.of(encoded)));
    }
    long value = Hashing.xxh3_64().hashBytesToLong(encoded);
    int count = (encoded.length - 1) / maxBytes + 1;
    List<Slice> slices = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = i * maxBytes;
      byte[] part = Arrays.copyOfRange(encoded, from, Math.min(encoded.length, from + maxBytes));
      slices.add(new Slice(value, i, count, RawBytes.of(part)));
    }
    return slices;
  }
}
