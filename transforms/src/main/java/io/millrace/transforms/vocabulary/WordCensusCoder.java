package io.millrace.transforms.vocabulary;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link WordCensus}es. */
public final class WordCensusCoder extends FieldsCoder<WordCensus> {
  private static final WordCensusCoder INSTANCE = new WordCensusCoder();

  private WordCensusCoder() {}

  /** The coder. */
  public static WordCensusCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(WordCensus census, Output out) throws IOException {
    out.number(census.descending().size());
    for (var entry : census.descending().entrySet()) {
      out.number(entry.getKey()).number(entry.getValue().words()).number(entry.getValue().bytes());
    }
  }

  @Override
  protected WordCensus read(Input in) throws IOException {
    WordCensus census = new WordCensus();
    for (long rows = in.number(); rows > 0; rows--) {
      census.add(in.number(), new WordCensus.Row(in.number(), in.number()));
    }
    return census;
  }
}
