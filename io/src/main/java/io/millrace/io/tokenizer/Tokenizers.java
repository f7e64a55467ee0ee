package io.millrace.io.tokenizer;

import java.io.IOException;

/** Opens tokenizers by what manifests and options call them. */
public final class Tokenizers {
  private Tokenizers() {}

  /**
   * @param json the contents of a {@code tokenizer.json}, or null for {@link ByteTokenizer}
   * @param name what to call the definition in errors
   * @return the tokenizer, to be closed by the caller
   * @throws IOException if the definition is unusable; the message names it
   */
  public static Tokenizer open(byte[] json, String name) throws IOException {
    return json == null ? new ByteTokenizer() : new HuggingFaceJsonTokenizer(json, name);
  }
}
