package io.millrace.io.warc;

import io.millrace.io.warc.Damaged.Extent;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The records of a file of gzip members.
 *
 * <p>A member starts where a gzip header stands and what follows inflates to the beginning of a
 * WARC record. After damage, and at the start of a range, the next such place is searched for.
 */
final class GzipSource implements FrameSource {

  private static final byte[] MAGIC = {'W', 'A', 'R', 'C', '/'};
  private static final int PROBE_BYTES = 4096;

  private final SeekableByteChannel channel;
  private final ByteRange range;
  private final WarcLimits limits;
  private final SlidingWindow file = new SlidingWindow();
  private final Inflater inflater = new Inflater(true);
  private final RecordFramer framer;

  /** The last start of a member that was passed; gaps count to it. */
  private long owner;

  private boolean insideMember;

  GzipSource(SeekableByteChannel channel, ByteRange range, WarcLimits limits) throws IOException {
    this.channel = channel;
    this.range = range;
    this.limits = limits;
    this.framer = new RecordFramer(limits);
    long from = Math.max(0, range.start() - limits.lookBackBytes());
    seek(from);
    if (from > 0) {
      findStart(range.end());
      owner = file.position();
    }
  }

  @Override
  public Located next() throws IOException {
    while (true) {
      Located found = insideMember ? nextInMember() : nextBetweenMembers();
      if (found == null && !insideMember) {
        return null;
      }
      if (found != null && owner >= range.start()) {
        return found;
      }
    }
  }

  /** The next frame of the open member; null, and the member left, at its end. */
  private Located nextInMember() throws IOException {
    Frame frame = framer.next(Long.MAX_VALUE);
    if (frame instanceof Frame.Cut cut) {
      insideMember = false;
      return damage(owner, Extent.BROKEN_RECORD, cut.reason());
    }
    if (frame == null) {
      insideMember = false;
      return nextBetweenMembers();
    }
    return new Located(frame, owner, frame.position());
  }

  /** Opens the member that starts here, or gives the gap before the next; null after the range. */
  private Located nextBetweenMembers() throws IOException {
    boolean isOthers = file.position() >= range.end() && owner < range.start();
    if (isOthers || owner >= range.end() || !file.request(1)) {
      return null;
    }
    if (!startsMember(0)) {
      return damage(file.position(), Extent.GAP, "no gzip member with a WARC record starts here");
    }
    if (file.position() < range.end()) {
      owner = file.position();
      framer.reset(new GzipMember(file, inflater), 0, limits.maxGapBytes());
      insideMember = true;
    }
    return null;
  }

  /** Reports what lies between {@code start} and the next member, and goes there. */
  private Located damage(long start, Extent extent, String reason) throws IOException {
    seek(start);
    file.request(1);
    file.skip(1);
    findStart(owner < range.start() ? range.end() : Long.MAX_VALUE);
    long end = file.position();
    seek(start);
    RawCollector raw = new RawCollector(limits.maxRawBytes());
    while (raw.length() < end - start && raw.length() < limits.maxRawBytes() && file.request(1)) {
      raw.take(file, (int) Math.min(file.held(), end - start - raw.length()));
    }
    seek(end);
    return new Located(
        new Frame.Broken(start, owner, extent, reason, raw.bytes(), end - start), start, 0);
  }

  private void seek(long position) throws IOException {
    file.reset(Channels.newInputStream(channel.position(position)), position);
  }

  /**
   * Goes to the next start of a member; to the end of the file, or past {@code end}, without one.
   */
  private void findStart(long end) throws IOException {
    while (file.position() < end && file.request(1)) {
      int candidate = file.indexOf((byte) 0x1f, 0);
      if (candidate < 0) {
        file.skip(file.held());
      } else {
        file.skip(candidate);
        if (startsMember(0)) {
          return;
        }
        file.skip(1);
      }
    }
  }

  private boolean startsMember(int index) throws IOException {
    int headerBytes = GzipMember.headerBytes(file, index);
    if (headerBytes < 0) {
      return false;
    }
    file.request(index + headerBytes + PROBE_BYTES);
    int dataBytes = Math.min(PROBE_BYTES, file.held() - index - headerBytes);
    inflater.reset();
    inflater.setInput(file.array(), file.arrayOffset() + index + headerBytes, dataBytes);
    byte[] first = new byte[MAGIC.length];
    try {
      int count = 0;
      int read;
      do {
        read = inflater.inflate(first, count, first.length - count);
        count += read;
      } while (read > 0 && count < first.length);
      return Arrays.equals(first, MAGIC);
    } catch (DataFormatException e) {
      return false;
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
