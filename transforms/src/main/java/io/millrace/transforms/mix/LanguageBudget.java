package io.millrace.transforms.mix;

/**
 * What a language has and which part of it a phase is to have. A language's copies are thought of
 * as one sequence, epoch after epoch; phases take it up where the ones before left it.
 *
 * @param tokens of an epoch: its documents' tokens, each as often as its weight; at least 1
 * @param startTokens what earlier phases take, at least 0
 * @param endTokens what they and this phase take, at least {@code startTokens}
 */
public record LanguageBudget(long tokens, long startTokens, long endTokens) {
  /** The tokens wanted in this phase. */
  public long budgetTokens() {
    return endTokens - startTokens;
  }

  /** Epochs that are over when the phase ends. */
  int wholeEpochs() {
    return Math.toIntExact(endTokens / tokens);
  }

  /** Tokens wanted of the epoch in which the phase ends: fewer than the language has. */
  long remainder() {
    return endTokens % tokens;
  }
}
