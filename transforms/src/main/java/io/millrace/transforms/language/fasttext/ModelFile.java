package io.millrace.transforms.language.fasttext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A memory-mapped file of little-endian values, read from front to back. Nothing of it is copied to
 * the heap but what the caller asks for, and every size is held against what is left of the file
 * before anything is allocated for it.
 */
final class ModelFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final long sizeBytes;
  private ByteBuffer window;
  private long windowStart;
  private long position;

  private ModelFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.sizeBytes = channel.size();
    this.window = ByteBuffer.allocate(0);
  }

  /**
   * @throws IOException if there is no such file or it cannot be opened
   */
  static ModelFile open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(path.toString(), null, "no such file");
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new ModelFile(path, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** Offset of the next value, in bytes. */
  long position() {
    return position;
  }

  int readUnsignedByte(String what) throws IOException {
    return next(1, what).get(advance(1)) & 0xFF;
  }

  /** A C++ {@code bool}, which is one byte of 0 or 1. */
  boolean readFlag(String what) throws IOException {
    long at = position;
    int value = readUnsignedByte(what);
    if (value > 1) {
      throw new FastTextFormatException(path, at, what + " is " + value + ", neither 0 nor 1");
    }
    return value == 1;
  }

  int readInt(String what) throws IOException {
    return next(Integer.BYTES, what).getInt(advance(Integer.BYTES));
  }

  long readLong(String what) throws IOException {
    return next(Long.BYTES, what).getLong(advance(Long.BYTES));
  }

  /** Reads {@code count} floats to the heap. */
  float[] readFloats(long count, String what) throws IOException {
    ByteBuffer bytes = mapNext(product(count, Float.BYTES, what), what);
    float[] values = new float[(int) count];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /**
   * Maps the next bytes and steps over them.
   *
   * @param lengthBytes at most 2³¹ − 1
   */
  ByteBuffer mapNext(long lengthBytes, String what) throws IOException {
    requireLeft(lengthBytes, what);
    if (lengthBytes > Integer.MAX_VALUE) {
      throw error(what + " has " + lengthBytes + " bytes; at most 2 GiB are supported");
    }
    ByteBuffer mapped = map(position, lengthBytes);
    position += lengthBytes;
    return mapped;
  }

  /** Maps from the next byte on as much as one buffer holds, without stepping over it. */
  ByteBuffer mapAhead() throws IOException {
    return map(position, Math.min(Integer.MAX_VALUE, sizeBytes - position));
  }

  void skip(long lengthBytes, String what) {
    requireLeft(lengthBytes, what);
    position += lengthBytes;
  }

  /** Throws unless {@code lengthBytes} more bytes are there. */
  void requireLeft(long lengthBytes, String what) {
    if (lengthBytes < 0 || lengthBytes > sizeBytes - position) {
      throw error(
          "the file ends too early: "
              + what
              + " needs "
              + Long.toUnsignedString(lengthBytes)
              + " bytes, "
              + (sizeBytes - position)
              + " are left");
    }
  }

  /** Multiplies two sizes, refusing negative ones and overflow. */
  long product(long a, long b, String what) {
    if (a < 0 || b < 0 || Math.multiplyHigh(a, b) != 0 || a * b < 0) {
      throw error(what + " has an impossible size: " + a + " x " + b);
    }
    return a * b;
  }

  FastTextFormatException error(String problem) {
    return new FastTextFormatException(path, position, problem);
  }

  private ByteBuffer map(long start, long lengthBytes) throws IOException {
    return channel.map(MapMode.READ_ONLY, start, lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer next(int lengthBytes, String what) throws IOException {
    requireLeft(lengthBytes, what);
    if (position + lengthBytes > windowStart + window.capacity()) {
      window = mapAhead();
      windowStart = position;
    }
    return window;
  }

  private int advance(int lengthBytes) {
    int index = (int) (position - windowStart);
    position += lengthBytes;
    return index;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
