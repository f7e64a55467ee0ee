package io.millrace.training.config;

/** Where the matrix that turns the last hidden state into logits comes from. */
public enum OutputHead {
  /** It is the embedding, transposed. */
  TIED,
  /** It is a matrix of its own. */
  UNTIED
}
