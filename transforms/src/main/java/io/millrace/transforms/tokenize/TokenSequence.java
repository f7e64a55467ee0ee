package io.millrace.transforms.tokenize;

/**
 * A tokenized document.
 *
 * @param id the document's id
 * @param language such as {@code deu_Latn}
 * @param clusterId the cluster of duplicates it stands for
 * @param bytes of its text in UTF-8
 * @param copy 0 for its first copy in the mixture
 * @param inputIds its tokens, the boundary last; never changed
 */
public record TokenSequence(
    String id, String language, String clusterId, long bytes, int copy, int[] inputIds) {
  /** Another copy of this document. */
  public TokenSequence withCopy(int copy) {
    return new TokenSequence(id, language, clusterId, bytes, copy, inputIds);
  }
}
