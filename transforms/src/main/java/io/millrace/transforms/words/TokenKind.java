package io.millrace.transforms.words;

/** What a token is made of. */
public enum TokenKind {
  /** Has a letter. */
  WORD,

  /** Has a digit or another number and no letter. */
  NUMBER,

  /** Punctuation or symbols only. */
  MARK
}
