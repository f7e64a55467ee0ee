package io.millrace.io.warc;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/** The records of a file that is not compressed. */
final class PlainSource implements FrameSource {

  private final ByteRange range;
  private final RecordFramer framer;

  PlainSource(SeekableByteChannel channel, ByteRange range, WarcLimits limits) throws IOException {
    this.range = range;
    this.framer = new RecordFramer(limits);
    long from = Math.max(0, range.start() - limits.lookBackBytes() - 1);
    framer.reset(Channels.newInputStream(channel.position(from)), from, Long.MAX_VALUE);
    if (from > 0) {
      framer.skipToStart(range.end());
    }
  }

  @Override
  public Located next() throws IOException {
    Frame frame = framer.next(range.end());
    while (frame != null && owner(frame) < range.start()) {
      frame = framer.next(range.end());
    }
    return frame == null ? null : new Located(frame, frame.position(), 0);
  }

  private static long owner(Frame frame) {
    return frame instanceof Frame.Broken broken ? broken.owner() : frame.position();
  }

  @Override
  public void close() {}
}
