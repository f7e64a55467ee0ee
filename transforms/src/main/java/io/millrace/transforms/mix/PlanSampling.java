package io.millrace.transforms.mix;

import io.millrace.transforms.mix.Sampling.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Finds the {@link SamplingPlan} of each language and phase without ever gathering a language in
 * one place: tokens a hash bucket give the bucket in which a budget is met; that bucket's
 * candidates alone give the exact hash.
 */
final class PlanSampling
    extends PTransform<PCollection<SequenceSize>, PCollection<KV<LanguagePhase, SamplingPlan>>> {
  private static final Coder<KV<LanguagePhase, SamplingPlan>> PLANS =
      KvCoder.of(LanguagePhaseCoder.of(), SamplingPlanCoder.of());

  private final PCollection<KV<LanguagePhase, LanguageBudget>> budgets;
  private final int phases;
  private final long seed;

  /**
   * @param budgets of every language in every phase
   * @param phases how many there are
   * @param seed of the hashes
   */
  PlanSampling(PCollection<KV<LanguagePhase, LanguageBudget>> budgets, int phases, long seed) {
    this.budgets = budgets;
    this.phases = phases;
    this.seed = seed;
  }

  @Override
  public PCollection<KV<LanguagePhase, SamplingPlan>> expand(PCollection<SequenceSize> sizes) {
    PCollectionView<Map<LanguagePhase, LanguageBudget>> budgetOf =
        budgets.apply("BudgetOf", View.asMap());
    KvCoder<LanguagePhase, KV<Integer, Long>> bucketCoder =
        KvCoder.of(LanguagePhaseCoder.of(), KvCoder.of(VarIntCoder.of(), VarLongCoder.of()));
    PCollectionView<Map<LanguagePhase, KV<Integer, Long>>> boundaryOf =
        sizes
            .apply(
                "BucketOf", ParDo.of(new BucketFn(budgetOf, phases, seed)).withSideInputs(budgetOf))
            .setCoder(
                KvCoder.of(
                    KvCoder.of(LanguagePhaseCoder.of(), VarIntCoder.of()), VarLongCoder.of()))
            .apply("SumBuckets", Sum.longsPerKey())
            .apply("ByPhase", ParDo.of(new ByPhaseFn()))
            .setCoder(bucketCoder)
            .apply("GroupBuckets", GroupByKey.create())
            .apply("FindBoundary", ParDo.of(new BoundaryFn(budgetOf)).withSideInputs(budgetOf))
            .setCoder(bucketCoder)
            .apply("BoundaryOf", View.asMap());
    PCollection<KV<LanguagePhase, SamplingPlan>> partial =
        sizes
            .apply(
                "BoundaryCandidates",
                ParDo.of(new CandidateFn(budgetOf, boundaryOf, phases, seed))
                    .withSideInputs(budgetOf, boundaryOf))
            .setCoder(
                KvCoder.of(
                    LanguagePhaseCoder.of(),
                    KvCoder.of(BigEndianLongCoder.of(), VarLongCoder.of())))
            .apply("GroupCandidates", GroupByKey.create())
            .apply(
                "FindLastHash",
                ParDo.of(new LastHashFn(budgetOf, boundaryOf)).withSideInputs(budgetOf, boundaryOf))
            .setCoder(PLANS);
    PCollection<KV<LanguagePhase, SamplingPlan>> whole =
        budgets.apply("WholeEpochs", ParDo.of(new WholeFn())).setCoder(PLANS);
    return PCollectionList.of(partial).and(whole).apply("AllPlans", Flatten.pCollections());
  }

  /** Plans of phases that end with an epoch. */
  private static final class WholeFn
      extends DoFn<KV<LanguagePhase, LanguageBudget>, KV<LanguagePhase, SamplingPlan>> {
    @ProcessElement
    public void processElement(
        @Element KV<LanguagePhase, LanguageBudget> budget,
        OutputReceiver<KV<LanguagePhase, SamplingPlan>> out) {
      if (budget.getValue().remainder() == 0) {
        out.output(KV.of(budget.getKey(), SamplingPlan.whole(budget.getValue().wholeEpochs())));
      }
    }
  }

  /** Looks at each copy of a document in the epochs in which phases end. */
  private abstract static class LastEpochFn<OutputT> extends DoFn<SequenceSize, OutputT> {
    private final PCollectionView<Map<LanguagePhase, LanguageBudget>> budgetOf;
    private final int phases;
    private final long seed;

    LastEpochFn(
        PCollectionView<Map<LanguagePhase, LanguageBudget>> budgetOf, int phases, long seed) {
      this.budgetOf = budgetOf;
      this.phases = phases;
      this.seed = seed;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      SequenceSize size = context.element();
      Map<LanguagePhase, LanguageBudget> budgets = context.sideInput(budgetOf);
      for (int phase = 0; phase < phases; phase++) {
        LanguagePhase key = new LanguagePhase(size.language(), phase);
        LanguageBudget budget = budgets.get(key);
        if (budget.remainder() > 0) {
          int firstCopy = budget.wholeEpochs() * size.weight();
          for (int copy = firstCopy; copy < firstCopy + size.weight(); copy++) {
            long hash = Sampling.hash(size.id(), copy, seed);
            look(key, hash, size.tokens(), context);
          }
        }
      }
    }

    abstract void look(LanguagePhase key, long hash, long tokens, ProcessContext context);
  }

  /** Tokens by hash bucket. */
  private static final class BucketFn extends LastEpochFn<KV<KV<LanguagePhase, Integer>, Long>> {
    BucketFn(PCollectionView<Map<LanguagePhase, LanguageBudget>> budgetOf, int phases, long seed) {
      super(budgetOf, phases, seed);
    }

    @Override
    void look(LanguagePhase key, long hash, long tokens, ProcessContext context) {
      context.output(KV.of(KV.of(key, Sampling.bucket(hash)), tokens));
    }
  }

  private static final class ByPhaseFn
      extends DoFn<KV<KV<LanguagePhase, Integer>, Long>, KV<LanguagePhase, KV<Integer, Long>>> {
    @ProcessElement
    public void processElement(
        @Element KV<KV<LanguagePhase, Integer>, Long> sum,
        OutputReceiver<KV<LanguagePhase, KV<Integer, Long>>> out) {
      out.output(KV.of(sum.getKey().getKey(), KV.of(sum.getKey().getValue(), sum.getValue())));
    }
  }

  /** For each phase the bucket in which its budget is met, and the tokens wanted of it. */
  private static final class BoundaryFn
      extends DoFn<
          KV<LanguagePhase, Iterable<KV<Integer, Long>>>, KV<LanguagePhase, KV<Integer, Long>>> {
    private final PCollectionView<Map<LanguagePhase, LanguageBudget>> budgetOf;

    BoundaryFn(PCollectionView<Map<LanguagePhase, LanguageBudget>> budgetOf) {
      this.budgetOf = budgetOf;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      LanguagePhase key = context.element().getKey();
      long[] tokens = new long[Sampling.BUCKETS];
      for (KV<Integer, Long> bucket : context.element().getValue()) {
        tokens[bucket.getKey()] = bucket.getValue();
      }
      long wanted = context.sideInput(budgetOf).get(key).remainder();
      int boundary = Sampling.boundary(tokens, wanted);
      for (int bucket = 0; bucket < boundary; bucket++) {
        wanted -= tokens[bucket];
      }
      context.output(KV.of(key, KV.of(boundary, wanted)));
    }
  }

  /** Hash and tokens of the copies in a boundary bucket. */
  private static final class CandidateFn extends LastEpochFn<KV<LanguagePhase, KV<Long, Long>>> {
    private final PCollectionView<Map<LanguagePhase, KV<Integer, Long>>> boundaryOf;

    CandidateFn(
        PCollectionView<Map<LanguagePhase, LanguageBudget>> budgetOf,
        PCollectionView<Map<LanguagePhase, KV<Integer, Long>>> boundaryOf,
        int phases,
        long seed) {
      super(budgetOf, phases, seed);
      this.boundaryOf = boundaryOf;
    }

    @Override
    void look(LanguagePhase key, long hash, long tokens, ProcessContext context) {
      if (Sampling.bucket(hash) == context.sideInput(boundaryOf).get(key).getKey()) {
        context.output(KV.of(key, KV.of(hash, tokens)));
      }
    }
  }

  /** Plans of phases that end within an epoch. */
  private static final class LastHashFn
      extends DoFn<KV<LanguagePhase, Iterable<KV<Long, Long>>>, KV<LanguagePhase, SamplingPlan>> {
    private final PCollectionView<Map<LanguagePhase, LanguageBudget>> budgetOf;
    private final PCollectionView<Map<LanguagePhase, KV<Integer, Long>>> boundaryOf;

    LastHashFn(
        PCollectionView<Map<LanguagePhase, LanguageBudget>> budgetOf,
        PCollectionView<Map<LanguagePhase, KV<Integer, Long>>> boundaryOf) {
      this.budgetOf = budgetOf;
      this.boundaryOf = boundaryOf;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      LanguagePhase key = context.element().getKey();
      List<Candidate> candidates = new ArrayList<>();
      for (KV<Long, Long> candidate : context.element().getValue()) {
        candidates.add(new Candidate(candidate.getKey(), candidate.getValue()));
      }
      long wanted = context.sideInput(boundaryOf).get(key).getValue();
      int wholeEpochs = context.sideInput(budgetOf).get(key).wholeEpochs();
      context.output(KV.of(key, Sampling.plan(wholeEpochs, candidates, wanted)));
    }
  }
}
