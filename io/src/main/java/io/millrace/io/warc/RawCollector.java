package io.millrace.io.warc;

import java.io.ByteArrayOutputStream;

/** Keeps the first bytes of a damaged stretch and counts the rest. */
final class RawCollector {

  private final int maxRawBytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long length;

  RawCollector(int maxRawBytes) {
    this.maxRawBytes = maxRawBytes;
  }

  /** Takes the next {@code count} bytes of {@code window} and passes over them. */
  void take(SlidingWindow window, int count) {
    int room = Math.min(count, maxRawBytes - kept.size());
    kept.write(window.array(), window.arrayOffset(), room);
    length += count;
    window.skip(count);
  }

  RawBytes bytes() {
    return RawBytes.of(kept.toByteArray());
  }

  long length() {
    return length;
  }
}
