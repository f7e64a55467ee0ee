package io.millrace.transforms.mix;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link LanguagePhase}s. */
final class LanguagePhaseCoder extends FieldsCoder<LanguagePhase> {
  private static final LanguagePhaseCoder INSTANCE = new LanguagePhaseCoder();

  private LanguagePhaseCoder() {}

  static LanguagePhaseCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(LanguagePhase key, Output out) throws IOException {
    out.text(key.language()).number(key.phase());
  }

  @Override
  protected LanguagePhase read(Input in) throws IOException {
    return new LanguagePhase(in.text(), Math.toIntExact(in.number()));
  }
}
