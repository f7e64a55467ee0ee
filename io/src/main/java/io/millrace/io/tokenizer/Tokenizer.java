package io.millrace.io.tokenizer;

/** Turns text into token ids and back. Implementations are safe for use by several threads. */
public interface Tokenizer extends AutoCloseable {
  /**
   * The text's tokens, without a document boundary.
   *
   * @param text any text; where it spells a special token, its characters count as any others
   * @return ids from 0 to {@link #vocabularySize()} − 1
   */
  int[] encode(String text);

  /**
   * The text of some tokens; boundaries are left out and incomplete characters become U+FFFD.
   *
   * @param ids as {@link #encode} gives them
   * @throws IllegalArgumentException if an id is outside the vocabulary
   */
  String decode(int[] ids);

  /** The number of ids, the boundary's included. */
  int vocabularySize();

  /** The id that ends every document. */
  int boundaryId();

  /** {@code bytes} or {@code tokenizer.json}. */
  String kind();

  /** What identifies it: SHA-256, in hexadecimal, of its definition. */
  String sha256();

  @Override
  default void close() {}
}
