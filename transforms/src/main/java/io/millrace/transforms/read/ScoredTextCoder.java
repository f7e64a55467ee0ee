package io.millrace.transforms.read;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;
import java.util.OptionalDouble;

/** Codes {@link ScoredText}s. */
public final class ScoredTextCoder extends FieldsCoder<ScoredText> {
  private static final ScoredTextCoder INSTANCE = new ScoredTextCoder();

  private ScoredTextCoder() {}

  /** The coder. */
  public static ScoredTextCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(ScoredText text, Output out) throws IOException {
    out.text(text.language()).real(text.score().orElse(Double.NaN)).text(text.text());
  }

  @Override
  protected ScoredText read(Input in) throws IOException {
    String language = in.text();
    double score = in.real();
    return new ScoredText(
        language,
        Double.isNaN(score) ? OptionalDouble.empty() : OptionalDouble.of(score),
        in.text());
  }
}
