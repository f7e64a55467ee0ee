package io.millrace.io.warc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Locale;

/** The frames of one byte range of a file, in order. Their positions are offsets in the file. */
interface FrameSource extends Closeable {

  /**
   * Opens {@code range} of a file.
   *
   * @param channel the whole file, not closed with the source
   * @param file its name; one that ends in {@code .gz} tells the format of a file whose first bytes
   *     are damaged
   */
  static FrameSource open(
      SeekableByteChannel channel, String file, ByteRange range, WarcLimits limits)
      throws IOException {
    return isGzip(channel, file)
        ? new GzipSource(channel, range, limits)
        : new PlainSource(channel, range, limits);
  }

  private static boolean isGzip(SeekableByteChannel channel, String file) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(2);
    channel.position(0);
    while (first.hasRemaining() && channel.read(first) >= 0) {}
    if (first.get(0) == 0x1f && first.get(1) == (byte) 0x8b) {
      return true;
    }
    boolean isPlain = first.get(0) == 'W' && first.get(1) == 'A';
    return !isPlain && file.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** The next frame and the offset it counts to, or null at the end. */
  Located next() throws IOException;

  /**
   * A frame and where it is.
   *
   * @param offset of the gzip member, or of the record in a file that is not compressed
   * @param innerOffset where in its decompressed member the frame starts; 0 if not compressed
   */
  record Located(Frame frame, long offset, long innerOffset) {}

  @Override
  void close();
}
