package io.millrace.io.warc;

import org.netpreserve.jwarc.MessageHeaders;

/**
 * What {@link RecordFramer} and the sources cut a file into. Positions are as their maker counts.
 */
sealed interface Frame {

  long position();

  /**
   * A record whose limits are sure.
   *
   * @param bytes header and block
   * @param headerBytes how many of them are header, the blank line included
   */
  record Whole(long position, MessageHeaders headers, RawBytes bytes, int headerBytes)
      implements Frame {}

  /**
   * A damaged stretch.
   *
   * @param extent what it is, anything but a whole record
   * @param owner the position of the record start that it counts to: its own, or, where it does not
   *     begin like a record, the one before
   */
  record Broken(
      long position, long owner, Damaged.Extent extent, String reason, RawBytes raw, long rawLength)
      implements Frame {}

  /** The end of what can be read of a gzip member; the file goes on somewhere after it. */
  record Cut(long position, String reason) implements Frame {}
}
