package io.millrace.transforms.mix;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/** Codes {@link SamplingPlan}s. */
final class SamplingPlanCoder extends FieldsCoder<SamplingPlan> {
  private static final SamplingPlanCoder INSTANCE = new SamplingPlanCoder();

  private SamplingPlanCoder() {}

  static SamplingPlanCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(SamplingPlan plan, Output out) throws IOException {
    out.number(plan.wholeEpochs()).number(plan.hasPartialEpoch() ? 1 : 0).fixed(plan.lastHash());
  }

  @Override
  protected SamplingPlan read(Input in) throws IOException {
    return new SamplingPlan(Math.toIntExact(in.number()), in.number() == 1, in.fixed());
  }
}
