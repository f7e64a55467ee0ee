package io.millrace.transforms.vocabulary;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link LanguageWord}s. */
public final class LanguageWordCoder extends FieldsCoder<LanguageWord> {
  private static final LanguageWordCoder INSTANCE = new LanguageWordCoder();

  private LanguageWordCoder() {}

  /** The coder. */
  public static LanguageWordCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(LanguageWord word, Output out) throws IOException {
    out.text(word.language()).text(word.word());
  }

  @Override
  protected LanguageWord read(Input in) throws IOException {
    return new LanguageWord(in.text(), in.text());
  }
}
