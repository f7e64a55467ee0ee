package io.millrace.io.warc;

import io.millrace.io.warc.Damaged.Extent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.netpreserve.jwarc.MessageHeaders;
import org.netpreserve.jwarc.WarcParser;

/**
 * Cuts a stream of decompressed bytes into records, and finds the next record after damage.
 *
 * <p>A record starts where a version line ({@code WARC/1.0}) followed by a named field stands at
 * the start of a line. It is whole if its block is followed by another start, by a blank line, or
 * by the end of the stream.
 */
final class RecordFramer {

  private static final byte[] MAGIC = {'W', 'A', 'R', 'C', '/'};
  private static final int START_BYTES = 80;
  private static final int MAX_LINE_ENDS = 64;

  private final WarcLimits limits;
  private final SlidingWindow window = new SlidingWindow();
  private long maxGapBytes;
  private long lastStart;
  private boolean cut;

  RecordFramer(WarcLimits limits) {
    this.limits = limits;
  }

  /**
   * Starts over with {@code in}, whose first byte lies at {@code position}.
   *
   * @param newMaxGapBytes how far to search for a record after damage before giving up
   */
  void reset(InputStream in, long position, long newMaxGapBytes) {
    window.reset(in, position);
    maxGapBytes = newMaxGapBytes;
    lastStart = position;
    cut = false;
  }

  /**
   * Passes over everything before the first start of a record after the current byte; without one
   * before {@code end}, to there or somewhat further.
   */
  void skipToStart(long end) throws IOException {
    collectToNextStart(new RawCollector(0), end - window.position());
    lastStart = window.position();
  }

  /** The next frame that starts before {@code end} or counts to a start before it; null after. */
  Frame next(long end) throws IOException {
    skipLineEnds();
    if (cut || !window.request(1)) {
      return cut || window.failure() == null ? null : cutHere(window.failure().getMessage());
    }
    if (!startsRecord(0)) {
      return lastStart < end ? broken(Extent.GAP, "no WARC record starts here") : null;
    }
    lastStart = window.position();
    return lastStart < end ? record() : null;
  }

  private Frame record() throws IOException {
    int headerBytes = headerBytes();
    if (headerBytes < 0) {
      return brokenRecord("WARC header has no end within " + limits.maxHeaderBytes() + " bytes");
    }
    Optional<MessageHeaders> headers = parseHeader(headerBytes);
    if (headers.isEmpty()) {
      return brokenRecord("malformed WARC header");
    }
    long blockBytes = contentLength(headers.get());
    if (blockBytes < 0) {
      return brokenRecord("no valid Content-Length");
    }
    if (blockBytes > limits.maxRecordBytes() - headerBytes) {
      return brokenRecord(
          "Content-Length " + blockBytes + " exceeds maxRecordBytes " + limits.maxRecordBytes());
    }
    int recordBytes = headerBytes + (int) blockBytes;
    if (!window.request(recordBytes)) {
      return brokenRecord("ends before its Content-Length " + blockBytes);
    }
    if (!endsRecord(recordBytes)) {
      return brokenRecord("Content-Length " + blockBytes + " does not lead to the record's end");
    }
    Frame whole =
        new Frame.Whole(
            lastStart, headers.get(), RawBytes.of(window.copy(recordBytes)), headerBytes);
    window.skip(recordBytes);
    return whole;
  }

  private int headerBytes() throws IOException {
    for (int i = 0; i < limits.maxHeaderBytes() && window.request(i + 1); i++) {
      if (window.at(i) == '\n' && window.request(i + 2)) {
        if (window.at(i + 1) == '\n') {
          return i + 2;
        }
        if (window.at(i + 1) == '\r' && window.request(i + 3) && window.at(i + 2) == '\n') {
          return i + 3;
        }
      }
    }
    return -1;
  }

  private Optional<MessageHeaders> parseHeader(int headerBytes) {
    WarcParser parser = new WarcParser();
    parser.setLenient(true);
    parser.parse(ByteBuffer.wrap(window.array(), window.arrayOffset(), headerBytes));
    return parser.isFinished() ? Optional.of(parser.headers()) : Optional.empty();
  }

  private static long contentLength(MessageHeaders headers) {
    String value = headers.first("Content-Length").orElse("").strip();
    return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : -1;
  }

  /** Whether a record may end at {@code index}. A stream that fails right there proves nothing. */
  private boolean endsRecord(int index) throws IOException {
    int newLines = 0;
    int i = index;
    while (i < index + MAX_LINE_ENDS && window.request(i + 1) && isLineEnd(window.at(i))) {
      newLines += window.at(i) == '\n' ? 1 : 0;
      i++;
    }
    if (!window.request(i + 1)) {
      return window.failure() == null;
    }
    return newLines >= 2 || (newLines == 1 && startsRecord(i));
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }

  private void skipLineEnds() throws IOException {
    while (window.request(1) && isLineEnd(window.at(0))) {
      window.skip(1);
    }
  }

  private boolean startsRecord(int index) throws IOException {
    window.request(index + START_BYTES);
    int end = Math.min(window.held(), index + START_BYTES);
    if (end - index < MAGIC.length) {
      return false;
    }
    for (int i = 0; i < MAGIC.length; i++) {
      if (window.at(index + i) != MAGIC[i]) {
        return false;
      }
    }
    int i = index + MAGIC.length;
    while (i < end && (window.at(i) == '.' || Character.isDigit(window.at(i)))) {
      i++;
    }
    i += i < end && window.at(i) == '\r' ? 1 : 0;
    if (i >= end || window.at(i) != '\n') {
      return false;
    }
    i++;
    int name = i;
    while (i < end && (window.at(i) == '-' || Character.isLetterOrDigit(window.at(i)))) {
      i++;
    }
    return i > name && i < end && window.at(i) == ':';
  }

  private Frame brokenRecord(String reason) throws IOException {
    return broken(Extent.BROKEN_RECORD, reason);
  }

  /** Collects everything up to the next start of a record. */
  private Frame broken(Extent extent, String reason) throws IOException {
    long position = window.position();
    RawCollector raw = new RawCollector(limits.maxRawBytes());
    boolean found = collectToNextStart(raw, maxGapBytes);
    if (!found && window.failure() != null) {
      return cutHere(window.failure().getMessage());
    }
    if (!found && window.request(1)) {
      return cutHere(reason + ", and no other record starts within " + maxGapBytes + " bytes");
    }
    return new Frame.Broken(position, lastStart, extent, reason, raw.bytes(), raw.length());
  }

  private Frame cutHere(String reason) {
    cut = true;
    return new Frame.Cut(window.position(), reason);
  }

  /** False if no record starts after the current byte, or none within {@code maxBytes}. */
  private boolean collectToNextStart(RawCollector raw, long maxBytes) throws IOException {
    while (raw.length() < maxBytes && window.request(1)) {
      int newLine = window.indexOf((byte) '\n', 0);
      if (newLine < 0) {
        raw.take(window, window.held());
      } else {
        boolean found = startsRecord(newLine + 1);
        raw.take(window, newLine + 1);
        if (found) {
          return true;
        }
      }
    }
    return false;
  }
}
