package io.millrace.io.warc;

/**
 * A stretch of a file.
 *
 * @param start the offset of its first byte
 * @param end the offset after its last byte
 */
public record ByteRange(long start, long end) {

  /** Checks that the range is not negative. */
  public ByteRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a byte range: [" + start + ", " + end + ")");
    }
  }

  /** The whole of any file. */
  public static ByteRange all() {
    return new ByteRange(0, Long.MAX_VALUE);
  }

  /** Whether {@code offset} lies in the range. */
  public boolean contains(long offset) {
    return start <= offset && offset < end;
  }
}
