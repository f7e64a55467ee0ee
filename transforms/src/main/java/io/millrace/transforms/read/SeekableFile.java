package io.millrace.transforms.read;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.io.FileSystems;

/** Opens files for reading from anywhere in them. */
public final class SeekableFile {
  private SeekableFile() {}

  /**
   * Opens a file as it is stored, compressed or not.
   *
   * @throws IOException if it cannot be read, or its file system cannot seek
   */
  public static SeekableByteChannel open(String path) throws IOException {
    ReadableByteChannel channel = FileSystems.open(FileSystems.matchNewResource(path, false));
    if (channel instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    channel.close();
    throw new IOException(path + ": its file system cannot seek; copy the file to one that can");
  }
}
