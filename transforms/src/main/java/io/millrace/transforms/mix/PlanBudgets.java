package io.millrace.transforms.mix;

import io.millrace.transforms.tokenize.TokenSequence;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Counts each language's tokens and gives it its budget; without a total, the total stays what it
 * is.
 */
final class PlanBudgets
    extends PTransform<PCollection<TokenSequence>, PCollection<KV<String, LanguageBudget>>> {
  private final LanguageMix mix;

  PlanBudgets(LanguageMix mix) {
    this.mix = mix;
  }

  @Override
  public PCollection<KV<String, LanguageBudget>> expand(PCollection<TokenSequence> sequences) {
    PCollectionView<Map<String, Long>> tokens =
        sequences
            .apply(
                "TokensOf",
                MapElements.into(
                        TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.longs()))
                    .via(sequence -> KV.of(sequence.language(), (long) sequence.inputIds().length)))
            .apply("SumTokens", Sum.longsPerKey())
            .apply("TokensByLanguage", View.asMap());
    return sequences
        .getPipeline()
        .apply("Once", Create.of("budgets"))
        .apply("Divide", ParDo.of(new DivideFn(mix, tokens)).withSideInputs(tokens))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), LanguageBudgetCoder.of()));
  }

  private static final class DivideFn extends DoFn<String, KV<String, LanguageBudget>> {
    private final LanguageMix mix;
    private final PCollectionView<Map<String, Long>> tokens;

    DivideFn(LanguageMix mix, PCollectionView<Map<String, Long>> tokens) {
      this.mix = mix;
      this.tokens = tokens;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      Map<String, Long> counted = context.sideInput(tokens);
      long total = counted.values().stream().mapToLong(Long::longValue).sum();
      mix.budgets(counted, total)
          .forEach(
              (language, budget) ->
                  context.output(
                      KV.of(language, new LanguageBudget(counted.get(language), budget))));
    }
  }
}
