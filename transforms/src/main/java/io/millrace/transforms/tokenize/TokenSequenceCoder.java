package io.millrace.transforms.tokenize;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link TokenSequence}s, small ids in one byte. */
public final class TokenSequenceCoder extends FieldsCoder<TokenSequence> {
  private static final TokenSequenceCoder INSTANCE = new TokenSequenceCoder();

  private TokenSequenceCoder() {}

  /** The coder. */
  public static TokenSequenceCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(TokenSequence sequence, Output out) throws IOException {
    out.text(sequence.id())
        .text(sequence.language())
        .number(sequence.bytes())
        .number(sequence.weight())
        .number(sequence.copy())
        .number(sequence.phase())
        .number(sequence.inputIds().length);
    for (int id : sequence.inputIds()) {
      out.number(id);
    }
  }

  @Override
  protected TokenSequence read(Input in) throws IOException {
    String id = in.text();
    String language = in.text();
    long bytes = in.number();
    int weight = Math.toIntExact(in.number());
    int copy = Math.toIntExact(in.number());
    int phase = Math.toIntExact(in.number());
    int[] inputIds = new int[Math.toIntExact(in.number())];
    for (int i = 0; i < inputIds.length; i++) {
      inputIds[i] = Math.toIntExact(in.number());
    }
    return new TokenSequence(id, language, bytes, weight, copy, phase, inputIds);
  }
}
