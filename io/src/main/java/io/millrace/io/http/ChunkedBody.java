package io.millrace.io.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The chunked transfer coding (RFC 9112, section 7.1). */
final class ChunkedBody {

  private static final int MAX_SIZE_DIGITS = 15;

  private ChunkedBody() {}

  /**
   * The chunks of {@code body} put together. One that ends early, or stops being chunked after the
   * first chunk, gives the chunks before.
   *
   * @throws IOException if it does not begin with a chunk
   */
  static byte[] decode(byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
    int position = 0;
    while (position < body.length) {
      int lineEnd = position;
      while (lineEnd < body.length && body[lineEnd] != '\n') {
        lineEnd++;
      }
      long size = chunkSize(body, position, lineEnd);
      if (size < 0 && position == 0) {
        throw new IOException("no chunk size at its start");
      }
      if (size <= 0) {
        break;
      }
      int start = Math.min(lineEnd + 1, body.length);
      int end = (int) Math.min(start + size, body.length);
      out.write(body, start, end - start);
      position = afterLineEnd(body, end);
    }
    return out.toByteArray();
  }

  private static long chunkSize(byte[] body, int from, int lineEnd) {
    long size = 0;
    int i = from;
    while (i < lineEnd && Character.digit(body[i], 16) >= 0) {
      size = size * 16 + Character.digit(body[i], 16);
      i++;
    }
    boolean isNumber = i > from && i - from <= MAX_SIZE_DIGITS;
    boolean ends = i == lineEnd || body[i] == ';' || body[i] == '\r' || body[i] == ' ';
    return isNumber && ends ? size : -1;
  }

  private static int afterLineEnd(byte[] body, int position) {
    int i = position;
    if (i < body.length && body[i] == '\r') {
      i++;
    }
    if (i < body.length && body[i] == '\n') {
      i++;
    }
    return i;
  }
}
