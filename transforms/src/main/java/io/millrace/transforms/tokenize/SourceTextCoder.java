package io.millrace.transforms.tokenize;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link SourceText}s. */
public final class SourceTextCoder extends FieldsCoder<SourceText> {
  private static final SourceTextCoder INSTANCE = new SourceTextCoder();

  private SourceTextCoder() {}

  /** The coder. */
  public static SourceTextCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(SourceText source, Output out) throws IOException {
    out.text(source.id())
        .text(source.url())
        .text(source.language())
        .text(source.clusterId())
        .number(source.clusterSize())
        .number(source.weight())
        .text(source.text());
  }

  @Override
  protected SourceText read(Input in) throws IOException {
    return new SourceText(
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.number(),
        Math.toIntExact(in.number()),
        in.text());
  }
}
