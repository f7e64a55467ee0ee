package io.millrace.transforms.mix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
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
 * Counts each language's tokens and gives it its budget in every phase; without a total, the total
 * stays what it is.
 */
final class PlanBudgets
    extends PTransform<PCollection<SequenceSize>, PCollection<KV<LanguagePhase, LanguageBudget>>> {
  private final Mixture mixture;
  private final long tokenBudget;

  /**
   * @param mixture the phases
   * @param tokenBudget tokens of all phases, or 0 for as many as there are
   */
  PlanBudgets(Mixture mixture, long tokenBudget) {
    this.mixture = mixture;
    this.tokenBudget = tokenBudget;
  }

  @Override
  public PCollection<KV<LanguagePhase, LanguageBudget>> expand(PCollection<SequenceSize> sizes) {
    PCollectionView<Map<String, Long>> tokens =
        sizes
            .apply(
                "TokensOf",
                MapElements.into(
                        TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.longs()))
                    .via(size -> KV.of(size.language(), size.weight() * size.tokens())))
            .apply("SumTokens", Sum.longsPerKey())
            .apply("TokensByLanguage", View.asMap());
    return sizes
        .getPipeline()
        .apply("Once", Create.of("budgets"))
        .apply(
            "Divide", ParDo.of(new DivideFn(mixture, tokenBudget, tokens)).withSideInputs(tokens))
        .setCoder(KvCoder.of(LanguagePhaseCoder.of(), LanguageBudgetCoder.of()));
  }

  /**
   * Every language's budget in every phase.
   *
   * @param tokens the tokens that each language has
   * @param tokenBudget of all phases, or 0 for as many as there are
   */
  static SortedMap<String, List<LanguageBudget>> divide(
      Mixture mixture, Map<String, Long> tokens, long tokenBudget) {
    SortedMap<String, List<LanguageBudget>> budgets = new TreeMap<>();
    if (tokens.isEmpty()) {
      return budgets;
    }
    long total =
        tokenBudget > 0 ? tokenBudget : tokens.values().stream().mapToLong(Long::longValue).sum();
    long[] phaseBudgets = mixture.phaseBudgets(total);
    for (int phase = 0; phase < phaseBudgets.length; phase++) {
      LanguageMix mix = mixture.phases().get(phase).mix();
      mix.budgets(tokens, phaseBudgets[phase])
          .forEach(
              (language, budget) -> {
                List<LanguageBudget> phases =
                    budgets.computeIfAbsent(language, key -> new ArrayList<>());
                long start = phases.isEmpty() ? 0 : phases.get(phases.size() - 1).endTokens();
                phases.add(new LanguageBudget(tokens.get(language), start, start + budget));
              });
    }
    return budgets;
  }

  private static final class DivideFn extends DoFn<String, KV<LanguagePhase, LanguageBudget>> {
    private final Mixture mixture;
    private final long tokenBudget;
    private final PCollectionView<Map<String, Long>> tokens;

    DivideFn(Mixture mixture, long tokenBudget, PCollectionView<Map<String, Long>> tokens) {
      this.mixture = mixture;
      this.tokenBudget = tokenBudget;
      this.tokens = tokens;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      divide(mixture, context.sideInput(tokens), tokenBudget)
          .forEach(
              (language, phases) -> {
                for (int phase = 0; phase < phases.size(); phase++) {
                  context.output(KV.of(new LanguagePhase(language, phase), phases.get(phase)));
                }
              });
    }
  }
}
