package io.millrace.io.manifest;

import io.millrace.io.tokenizer.Tokenizer;
import java.io.Serializable;

/**
 * The tokenizer that a data set's {@code input_ids} come from.
 *
 * @param kind {@code bytes} or {@code tokenizer.json} (then that file lies beside the manifest)
 * @param vocabularySize number of ids, the boundary's included
 * @param boundaryId the id that ends every document
 * @param sha256 of its definition
 */
public record TokenizerInfo(String kind, int vocabularySize, int boundaryId, String sha256)
    implements Serializable {
  /** What a manifest says of a tokenizer. */
  public static TokenizerInfo of(Tokenizer tokenizer) {
    return new TokenizerInfo(
        tokenizer.kind(), tokenizer.vocabularySize(), tokenizer.boundaryId(), tokenizer.sha256());
  }
}
