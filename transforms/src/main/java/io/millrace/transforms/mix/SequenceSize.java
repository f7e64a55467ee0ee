package io.millrace.transforms.mix;

import io.millrace.transforms.tokenize.TokenSequence;

/**
 * What planning must know of a {@link TokenSequence}. Flink keeps what several steps take on disk,
 * once for each of them; so they take this, and the tokens lie there but once.
 *
 * @param id the document's id
 * @param language such as {@code deu_Latn}
 * @param weight how often it counts in an epoch, at least 1
 * @param tokens their number, the boundary included
 */
record SequenceSize(String id, String language, int weight, long tokens) {
  static SequenceSize of(TokenSequence sequence) {
    return new SequenceSize(
        sequence.id(), sequence.language(), sequence.weight(), sequence.inputIds().length);
  }
}
