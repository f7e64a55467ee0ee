package io.millrace.transforms.calibrate;

import io.millrace.transforms.calibrate.FrequentWords.WordCount;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link WordCount}s. */
final class WordCountCoder extends FieldsCoder<WordCount> {
  private static final WordCountCoder INSTANCE = new WordCountCoder();

  private WordCountCoder() {}

  static WordCountCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(WordCount word, Output out) throws IOException {
    out.text(word.word()).number(word.count());
  }

  @Override
  protected WordCount read(Input in) throws IOException {
    return new WordCount(in.text(), in.number());
  }
}
