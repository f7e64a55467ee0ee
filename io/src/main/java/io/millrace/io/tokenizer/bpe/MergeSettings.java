package io.millrace.io.tokenizer.bpe;

import java.io.Serializable;
import java.util.List;

/**
 * What a vocabulary is to be.
 *
 * @param vocabularySize its number of ids: bytes, special tokens and merged tokens together
 * @param minWeight a pair lighter than this is not merged
 * @param maxTokenBytes a token is at most as long as this
 * @param specialTokens beside the document boundary
 */
public record MergeSettings(
    int vocabularySize, long minWeight, int maxTokenBytes, List<String> specialTokens)
    implements Serializable {
  /**
   * Rejects a vocabulary too small for the bytes and special tokens, and tokens that could not even
   * join two bytes.
   */
  public MergeSettings {
    specialTokens = List.copyOf(specialTokens);
    int smallest = BpeVocabulary.smallestSize(specialTokens);
    if (vocabularySize < smallest) {
      throw new IllegalArgumentException(
          vocabularySize
              + " ids are too few: 256 bytes and "
              + (smallest - ByteAlphabet.SIZE)
              + " special tokens need "
              + smallest);
    }
    if (maxTokenBytes < 2) {
      throw new IllegalArgumentException("maxTokenBytes " + maxTokenBytes + " is below 2");
    }
  }
}
