package io.millrace.transforms.mix;

/**
 * What a language has and what it is to have.
 *
 * @param tokens its documents' tokens, at least 1
 * @param budgetTokens the tokens wanted, at least 0
 */
public record LanguageBudget(long tokens, long budgetTokens) {
  /** Copies that every document gives. */
  int wholeCopies() {
    return Math.toIntExact(budgetTokens / tokens);
  }

  /** Tokens wanted beyond the whole copies: less than the language has. */
  long remainder() {
    return budgetTokens % tokens;
  }
}
