package io.millrace.io.warc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * Reads the records of a WARC file, or of a byte range of one.
 *
 * <pre>{@code
 * try (WarcReader reader = WarcReader.open(channel, "crawl.warc.gz", ByteRange.all(), WarcLimits.DEFAULT)) {
 *   for (Optional<WarcEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>The file may hold one gzip member a record, several records a member, or records that are not
 * compressed. Damage costs the records it touches and no other: the reader goes on at the next
 * member or record.
 *
 * <p>Ranges that cover a file without overlapping give, together, exactly what reading it whole
 * gives: a record belongs to the range that its member (or, not compressed, itself) starts in, and
 * bytes between records to the range of the record before them. A range finds its first record by
 * searching, so a WARC file stored uncompressed inside a record longer than {@link
 * WarcLimits#lookBackBytes} may be taken for records of the outer file.
 *
 * <p>Memory is bounded by the limits, whatever the size of the file.
 */
public final class WarcReader implements Closeable {

  private final SeekableByteChannel channel;
  private final FrameSource source;
  private final EntryParser parser;

  private WarcReader(SeekableByteChannel channel, FrameSource source, EntryParser parser) {
    this.channel = channel;
    this.source = source;
    this.parser = parser;
  }

  /**
   * Opens {@code range} of a file.
   *
   * @param channel the whole file; closed with the reader
   * @param file the name that entries bear; one that ends in {@code .gz} tells the format of a file
   *     whose first bytes are damaged
   * @throws IOException if the file cannot be read
   */
  public static WarcReader open(
      SeekableByteChannel channel, String file, ByteRange range, WarcLimits limits)
      throws IOException {
    FrameSource source = FrameSource.open(channel, file, range, limits);
    return new WarcReader(channel, source, new EntryParser(file, limits));
  }

  /**
   * The next entry of the range; empty at its end.
   *
   * @throws IOException if the file cannot be read; damage in what was read is an entry instead
   */
  public Optional<WarcEntry> next() throws IOException {
    FrameSource.Located located = source.next();
    return located == null ? Optional.empty() : Optional.of(parser.parse(located));
  }

  @Override
  public void close() throws IOException {
    source.close();
    channel.close();
  }
}
