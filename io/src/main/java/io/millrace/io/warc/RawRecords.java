package io.millrace.io.warc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * The way back from captures to their records: reads those at the offset that captures bear, see
 * {@link WarcEntry#warcOffset}. It is one, or all those of a gzip member of several.
 */
public final class RawRecords implements Closeable {

  private final SeekableByteChannel channel;
  private final FrameSource source;
  private final EntryParser parser;

  private RawRecords(SeekableByteChannel channel, FrameSource source, EntryParser parser) {
    this.channel = channel;
    this.source = source;
    this.parser = parser;
  }

  /**
   * Opens the records at an offset.
   *
   * @param channel the whole file; closed with the reader
   * @param file its name; one that ends in {@code .gz} tells the format of a file whose first bytes
   *     are damaged
   * @param offset of the records' gzip member, or of the record in a file that is not compressed
   * @param limits those that the captures were read with
   * @throws IOException if the file cannot be read
   */
  public static RawRecords open(
      SeekableByteChannel channel, String file, long offset, WarcLimits limits) throws IOException {
    ByteRange range = new ByteRange(offset, offset + 1);
    FrameSource source = FrameSource.open(channel, file, range, limits.withLookBackBytes(0));
    return new RawRecords(channel, source, new EntryParser(file, limits));
  }

  /**
   * The next capture's record; empty after the last.
   *
   * @throws IOException if the file cannot be read; records that are damaged are passed over
   */
  public Optional<RawRecord> next() throws IOException {
    FrameSource.Located located = source.next();
    while (located != null) {
      if (located.frame() instanceof Frame.Whole record
          && parser.parse(located) instanceof Capture capture) {
        return Optional.of(new RawRecord(capture.id(), record.bytes()));
      }
      located = source.next();
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    source.close();
    channel.close();
  }
}
