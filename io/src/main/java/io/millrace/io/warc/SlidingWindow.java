package io.millrace.io.warc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A view of a stream that can look ahead as far as it is asked to and forgets what it passed.
 *
 * <p>Indexes count from the current position. A stream that turns out to be corrupt ends there; the
 * window remembers why.
 */
final class SlidingWindow {

  private static final int INITIAL_CAPACITY = 1 << 16;

  private byte[] buffer = new byte[INITIAL_CAPACITY];
  private int from;
  private int to;
  private InputStream in = InputStream.nullInputStream();
  private boolean ended;
  private CorruptInputException failure;
  private long position;

  /** Starts over with {@code in}, whose first byte lies at {@code startPosition}. */
  void reset(InputStream newIn, long startPosition) {
    in = newIn;
    position = startPosition;
    from = 0;
    to = 0;
    ended = false;
    failure = null;
  }

  /** The position of the byte with index 0. */
  long position() {
    return position;
  }

  /** How many bytes are held. */
  int held() {
    return to - from;
  }

  /** Why the stream ended early, or null if it did not so far. */
  CorruptInputException failure() {
    return failure;
  }

  /** Reads on until {@code count} bytes are held; false if the stream ends before. */
  boolean request(int count) throws IOException {
    while (held() < count && !ended) {
      makeRoom();
      try {
        int read = in.read(buffer, to, buffer.length - to);
        ended = read < 0;
        to += Math.max(read, 0);
      } catch (CorruptInputException e) {
        failure = e;
        ended = true;
      }
    }
    return held() >= count;
  }

  private void makeRoom() {
    if (to < buffer.length) {
      return;
    }
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, held());
    } else {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    to -= from;
    from = 0;
  }

  /** The byte at {@code index}, which must be held. */
  byte at(int index) {
    return buffer[from + index];
  }

  /** The index at or after {@code index} of the first held byte that is {@code value}, or -1. */
  int indexOf(byte value, int index) {
    for (int i = from + index; i < to; i++) {
      if (buffer[i] == value) {
        return i - from;
      }
    }
    return -1;
  }

  /** A copy of the next {@code count} bytes, which must be held. */
  byte[] copy(int count) {
    return Arrays.copyOfRange(buffer, from, from + count);
  }

  /** The array behind the window: byte {@code index} is at {@code arrayOffset() + index}. */
  byte[] array() {
    return buffer;
  }

  int arrayOffset() {
    return from;
  }

  /** Passes over {@code count} bytes, which must be held. */
  void skip(int count) {
    from += count;
    position += count;
  }
}
