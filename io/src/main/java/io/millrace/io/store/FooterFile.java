package io.millrace.io.store;

import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file whose end is fetched whole, so that a footer mostly takes one request. */
final class FooterFile implements InputFile {
  /** Holds the footers of most shards. */
  private static final int TAIL_BYTES = 64 << 10;

  private final long length;
  private final Tail tail;

  /** Fetches the bytes from a place to the end. */
  @FunctionalInterface
  interface Tail {
    byte[] from(long position) throws IOException;
  }

  FooterFile(long length, Tail tail) {
    this.length = length;
    this.tail = tail;
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() {
    TailStream stream = new TailStream();
    return new DelegatingSeekableInputStream(stream) {
      @Override
      public long getPos() {
        return stream.position;
      }

      @Override
      public void seek(long position) {
        stream.position = position;
      }
    };
  }

  private final class TailStream extends InputStream {
    private long position;
    private long start = length;
    private byte[] bytes = {};

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
      if (position >= length) {
        return -1;
      }
      if (position < start) {
        long from = Math.min(position, Math.max(0, length - TAIL_BYTES));
        bytes = tail.from(from);
        start = from;
      }
      int count = (int) Math.min(wanted, length - position);
      System.arraycopy(bytes, (int) (position - start), target, offset, count);
      position += count;
      return count;
    }
  }
}
