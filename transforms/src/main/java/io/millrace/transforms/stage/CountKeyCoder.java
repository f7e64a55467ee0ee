package io.millrace.transforms.stage;

import java.io.IOException;

/** Codes {@link CountKey}s. */
public final class CountKeyCoder extends FieldsCoder<CountKey> {
  private static final CountKeyCoder INSTANCE = new CountKeyCoder();

  private CountKeyCoder() {}

  /** The coder. */
  public static CountKeyCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(CountKey key, Output out) throws IOException {

    out.text(key.stage()).number(key.fate().ordinal()).text(key.reason()).text(key.language());
  }

  @Override
  protected CountKey read(Input in) throws IOException {

    return new CountKey(
        in.text(), CountKey.Fate.values()[Math.toIntExact(in.number())], in.text(), in.text());
  }
}
