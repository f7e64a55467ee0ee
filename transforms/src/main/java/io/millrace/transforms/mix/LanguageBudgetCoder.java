package io.millrace.transforms.mix;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link LanguageBudget}s. */
final class LanguageBudgetCoder extends FieldsCoder<LanguageBudget> {
  private static final LanguageBudgetCoder INSTANCE = new LanguageBudgetCoder();

  private LanguageBudgetCoder() {}

  static LanguageBudgetCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(LanguageBudget budget, Output out) throws IOException {
    out.number(budget.tokens()).number(budget.startTokens()).number(budget.endTokens());
  }

  @Override
  protected LanguageBudget read(Input in) throws IOException {
    return new LanguageBudget(in.number(), in.number(), in.number());
  }
}
