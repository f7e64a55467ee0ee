package io.millrace.io.warc;

import java.util.Arrays;

/**
 * Bytes that compare by content. The array is shared, not copied: whoever holds it must not write
 * to it.
 */
public final class RawBytes {

  private final byte[] bytes;

  private RawBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps {@code bytes} without copying them. */
  public static RawBytes of(byte[] bytes) {
    return new RawBytes(bytes);
  }

  /** The wrapped array itself, for reading only. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes there are. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
