package io.millrace.transforms.read;

import io.millrace.io.warc.ByteRange;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link FileRange}s. */
final class FileRangeCoder extends FieldsCoder<FileRange> {
  private static final FileRangeCoder INSTANCE = new FileRangeCoder();

  private FileRangeCoder() {}

  static FileRangeCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(FileRange range, Output out) throws IOException {
    out.text(range.path()).number(range.range().start()).number(range.range().end());
  }

  @Override
  protected FileRange read(Input in) throws IOException {
    return new FileRange(in.text(), new ByteRange(in.number(), in.number()));
  }
}
