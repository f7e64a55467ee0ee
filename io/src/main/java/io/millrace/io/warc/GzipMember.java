package io.millrace.io.warc;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The decompressed bytes of one gzip member (RFC 1952), checked against its checksum and length.
 *
 * <p>Reads from a window on the file and leaves it after the member's last byte.
 */
final class GzipMember extends InputStream {

  private static final int TRAILER_BYTES = 8;
  private static final int FIXED_HEADER_BYTES = 10;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xE0;
  private static final int MAX_NAME_BYTES = 1 << 16;
  private static final int NOWHERE = -1;

  private final SlidingWindow input;
  private final Inflater inflater;
  private final CRC32 crc = new CRC32();
  private int offered;
  private boolean finished;

  /**
   * Opens the member at the front of {@code input}.
   *
   * @param inflater a raw inflater, reset here and owned by the caller
   */
  GzipMember(SlidingWindow input, Inflater inflater) throws IOException {
    this.input = input;
    this.inflater = inflater;
    inflater.reset();
    int headerBytes = headerBytes(input, 0);
    if (headerBytes < 0) {
      throw new CorruptInputException("not a gzip member");
    }
    input.skip(headerBytes);
  }

  /** The length of the gzip header at {@code index} of {@code input}, or -1 if there is none. */
  static int headerBytes(SlidingWindow input, int index) throws IOException {
    if (!input.request(index + FIXED_HEADER_BYTES)
        || input.at(index) != 0x1f
        || input.at(index + 1) != (byte) 0x8b
        || input.at(index + 2) != 8
        || (input.at(index + 3) & RESERVED_FLAGS) != 0) {
      return -1;
    }
    int flags = input.at(index + 3);
    int end = index + FIXED_HEADER_BYTES;
    if ((flags & FLAG_EXTRA) != 0) {
      end = afterExtra(input, end);
    }
    if ((flags & FLAG_NAME) != 0) {
      end = afterZero(input, end);
    }
    if ((flags & FLAG_COMMENT) != 0) {
      end = afterZero(input, end);
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      end += end == NOWHERE ? 0 : 2;
    }
    return end != NOWHERE && input.request(end) ? end - index : -1;
  }

  private static int afterExtra(SlidingWindow input, int index) throws IOException {
    return input.request(index + 2)
        ? index + 2 + (input.at(index) & 0xff) + ((input.at(index + 1) & 0xff) << 8)
        : NOWHERE;
  }

  private static int afterZero(SlidingWindow input, int index) throws IOException {
    if (index == NOWHERE) {
      return NOWHERE;
    }
    for (int i = index; i < index + MAX_NAME_BYTES && input.request(i + 1); i++) {
      if (input.at(i) == 0) {
        return i + 1;
      }
    }
    return NOWHERE;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (finished || length == 0) {
      return finished ? -1 : 0;
    }
    try {
      while (true) {
        int count = inflater.inflate(target, offset, length);
        if (count > 0) {
          crc.update(target, offset, count);
          return count;
        }
        if (inflater.finished()) {
          finish();
          return -1;
        }
        if (inflater.needsDictionary()) {
          throw new CorruptInputException("gzip member asks for a dictionary");
        }
        feed();
      }
    } catch (DataFormatException e) {
      throw new CorruptInputException("corrupt deflate data: " + e.getMessage(), e);
    }
  }

  private void feed() throws IOException {
    input.skip(offered);
    offered = 0;
    if (!input.request(1)) {
      throw new CorruptInputException("gzip member is truncated");
    }
    offered = input.held();
    inflater.setInput(input.array(), input.arrayOffset(), offered);
  }

  private void finish() throws IOException {
    finished = true;
    input.skip(offered - inflater.getRemaining());
    offered = 0;
    if (!input.request(TRAILER_BYTES)) {
      throw new CorruptInputException("gzip member is truncated in its trailer");
    }
    long expectedCrc = littleEndian(0);
    long expectedLength = littleEndian(4);
    if (expectedCrc != crc.getValue()) {
      throw new CorruptInputException("gzip checksum does not match");
    }
    if (expectedLength != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new CorruptInputException("gzip length does not match");
    }
    input.skip(TRAILER_BYTES);
  }

  private long littleEndian(int index) {
    long value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | (input.at(index + i) & 0xff);
    }
    return value;
  }
}
