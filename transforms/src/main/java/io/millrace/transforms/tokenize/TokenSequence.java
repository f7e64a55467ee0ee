package io.millrace.transforms.tokenize;

/**
 * A tokenized document.
 *
 * @param id the document's id
 * @param language such as {@code deu_Latn}
 * @param bytes of its text in UTF-8
 * @param weight how often it counts in an epoch, at least 1
 * @param copy 0 for its first copy in the mixture
 * @param phase of the mixture, from 0
 * @param inputIds its tokens, the boundary last; never changed
 */
public record TokenSequence(
    String id, String language, long bytes, int weight, int copy, int phase, int[] inputIds) {
  /** A document that is not mixed yet. */
  public static TokenSequence of(
      String id, String language, long bytes, int weight, int[] inputIds) {
    return new TokenSequence(id, language, bytes, weight, 0, 0, inputIds);
  }

  /** A copy of this document in the mixture. */
  public TokenSequence withCopy(int copy, int phase) {
    return new TokenSequence(id, language, bytes, weight, copy, phase, inputIds);
  }
}
