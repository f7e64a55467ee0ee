package io.millrace.transforms.write;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link ShardRow}s. */
public final class ShardRowCoder extends FieldsCoder<ShardRow> {
  private static final ShardRowCoder INSTANCE = new ShardRowCoder();

  private ShardRowCoder() {}

  /** The coder. */
  public static ShardRowCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(ShardRow row, Output out) throws IOException {
    out.text(row.prefix())
        .fixed(row.order())
        .text(row.tieBreak())
        .number(row.bytes())
        .number(row.tokens())
        .bytes(row.record());
  }

  @Override
  protected ShardRow read(Input in) throws IOException {
    return new ShardRow(in.text(), in.fixed(), in.text(), in.number(), in.number(), in.bytes());
  }
}
