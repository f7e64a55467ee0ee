package io.millrace.io.warc;

import java.io.Closeable;
import java.io.IOException;

/** The frames of one byte range of a file, in order. Their positions are offsets in the file. */
interface FrameSource extends Closeable {

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
