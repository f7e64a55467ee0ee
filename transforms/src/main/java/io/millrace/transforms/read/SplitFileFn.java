package io.millrace.transforms.read;

import io.millrace.io.warc.ByteRange;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.transforms.DoFn;

/** Cuts a file into ranges of equal size; one of no bytes, if the file has none. */
final class SplitFileFn extends DoFn<String, FileRange> {
  private final long splitBytes;

  SplitFileFn(long splitBytes) {
    this.splitBytes = splitBytes;
  }

  @ProcessElement
  public void processElement(@Element String path, OutputReceiver<FileRange> out)
      throws IOException {
    try (SeekableByteChannel channel = SeekableFile.open(path)) {
      long size = channel.size();
      long start = 0;
      do {
        long end = Math.min(size, start + splitBytes);
        out.output(new FileRange(path, new ByteRange(start, end)));
        start = end;
      } while (start < size);
    }
  }
}
