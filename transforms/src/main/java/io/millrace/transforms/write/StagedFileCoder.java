package io.millrace.transforms.write;

import io.millrace.io.manifest.DataFile;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link StagedFile}s. */
public final class StagedFileCoder extends FieldsCoder<StagedFile> {
  private static final StagedFileCoder INSTANCE = new StagedFileCoder();

  private StagedFileCoder() {}

  /** The coder. */
  public static StagedFileCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(StagedFile staged, Output out) throws IOException {
    DataFile file = staged.file();
    out.text(staged.stagedPath())
        .text(file.path())
        .number(file.rows())
        .number(file.tokens())
        .number(file.bytes())
        .text(file.sha256());
  }

  @Override
  protected StagedFile read(Input in) throws IOException {
    return new StagedFile(
        in.text(), new DataFile(in.text(), in.number(), in.number(), in.number(), in.text()));
  }
}
