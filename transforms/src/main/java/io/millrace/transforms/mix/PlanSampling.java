package io.millrace.transforms.mix;

import io.millrace.transforms.mix.Sampling.Candidate;
import io.millrace.transforms.tokenize.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
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
 * Finds each language's {@link SamplingPlan} without ever gathering a language in one place: tokens
 * a hash bucket give the bucket in which its budget is met; that bucket's candidates alone give the
 * exact hash.
 */
final class PlanSampling
    extends PTransform<PCollection<TokenSequence>, PCollection<KV<String, SamplingPlan>>> {
  private final PCollection<KV<String, LanguageBudget>> budgets;
  private final long seed;

  PlanSampling(PCollection<KV<String, LanguageBudget>> budgets, long seed) {
    this.budgets = budgets;
    this.seed = seed;
  }

  @Override
  public PCollection<KV<String, SamplingPlan>> expand(PCollection<TokenSequence> sequences) {
    PCollectionView<Map<String, LanguageBudget>> budgetOf = budgets.apply("BudgetOf", View.asMap());
    PCollectionView<Map<String, KV<Integer, Long>>> boundaryOf =
        sequences
            .apply("BucketOf", ParDo.of(new BucketFn(budgetOf, seed)).withSideInputs(budgetOf))
            .setCoder(
                KvCoder.of(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()), VarLongCoder.of()))
            .apply("SumBuckets", Sum.longsPerKey())
            .apply("ByLanguage", ParDo.of(new ByLanguageFn()))
            .setCoder(
                KvCoder.of(StringUtf8Coder.of(), KvCoder.of(VarIntCoder.of(), VarLongCoder.of())))
            .apply("GroupBuckets", GroupByKey.create())
            .apply("FindBoundary", ParDo.of(new BoundaryFn(budgetOf)).withSideInputs(budgetOf))
            .setCoder(
                KvCoder.of(StringUtf8Coder.of(), KvCoder.of(VarIntCoder.of(), VarLongCoder.of())))
            .apply("BoundaryOf", View.asMap());
    PCollection<KV<String, SamplingPlan>> partial =
        sequences
            .apply(
                "BoundaryCandidates",
                ParDo.of(new CandidateFn(budgetOf, boundaryOf, seed))
                    .withSideInputs(budgetOf, boundaryOf))
            .setCoder(
                KvCoder.of(
                    StringUtf8Coder.of(), KvCoder.of(BigEndianLongCoder.of(), VarLongCoder.of())))
            .apply("GroupCandidates", GroupByKey.create())
            .apply(
                "FindLastHash",
                ParDo.of(new LastHashFn(budgetOf, boundaryOf)).withSideInputs(budgetOf, boundaryOf))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SamplingPlanCoder.of()));
    PCollection<KV<String, SamplingPlan>> whole =
        budgets
            .apply("WholeCopies", ParDo.of(new WholeFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SamplingPlanCoder.of()));
    return PCollectionList.of(partial).and(whole).apply("AllPlans", Flatten.pCollections());
  }

  /** Plans of languages whose budget is a multiple of what they have. */
  private static final class WholeFn
      extends DoFn<KV<String, LanguageBudget>, KV<String, SamplingPlan>> {
    @ProcessElement
    public void processElement(
        @Element KV<String, LanguageBudget> budget, OutputReceiver<KV<String, SamplingPlan>> out) {
      if (budget.getValue().remainder() == 0) {
        out.output(KV.of(budget.getKey(), SamplingPlan.whole(budget.getValue().wholeCopies())));
      }
    }
  }

  /** Tokens by language and hash bucket, for languages of which a part is taken. */
  private static final class BucketFn extends DoFn<TokenSequence, KV<KV<String, Integer>, Long>> {
    private final PCollectionView<Map<String, LanguageBudget>> budgetOf;
    private final long seed;

    BucketFn(PCollectionView<Map<String, LanguageBudget>> budgetOf, long seed) {
      this.budgetOf = budgetOf;
      this.seed = seed;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      TokenSequence sequence = context.element();
      LanguageBudget budget = context.sideInput(budgetOf).get(sequence.language());
      if (budget.remainder() > 0) {
        long hash = Sampling.hash(sequence.id(), budget.wholeCopies(), seed);
        context.output(
            KV.of(
                KV.of(sequence.language(), Sampling.bucket(hash)),
                (long) sequence.inputIds().length));
      }
    }
  }

  private static final class ByLanguageFn
      extends DoFn<KV<KV<String, Integer>, Long>, KV<String, KV<Integer, Long>>> {
    @ProcessElement
    public void processElement(
        @Element KV<KV<String, Integer>, Long> sum,
        OutputReceiver<KV<String, KV<Integer, Long>>> out) {
      out.output(KV.of(sum.getKey().getKey(), KV.of(sum.getKey().getValue(), sum.getValue())));
    }
  }

  /** For each language the bucket in which its budget is met, and the tokens wanted of it. */
  private static final class BoundaryFn
      extends DoFn<KV<String, Iterable<KV<Integer, Long>>>, KV<String, KV<Integer, Long>>> {
    private final PCollectionView<Map<String, LanguageBudget>> budgetOf;

    BoundaryFn(PCollectionView<Map<String, LanguageBudget>> budgetOf) {
      this.budgetOf = budgetOf;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      String language = context.element().getKey();
      long[] tokens = new long[Sampling.BUCKETS];
      for (KV<Integer, Long> bucket : context.element().getValue()) {
        tokens[bucket.getKey()] = bucket.getValue();
      }
      long wanted = context.sideInput(budgetOf).get(language).remainder();
      int boundary = Sampling.boundary(tokens, wanted);
      for (int bucket = 0; bucket < boundary; bucket++) {
        wanted -= tokens[bucket];
      }
      context.output(KV.of(language, KV.of(boundary, wanted)));
    }
  }

  /** Hash and tokens of the documents in their language's boundary bucket. */
  private static final class CandidateFn extends DoFn<TokenSequence, KV<String, KV<Long, Long>>> {
    private final PCollectionView<Map<String, LanguageBudget>> budgetOf;
    private final PCollectionView<Map<String, KV<Integer, Long>>> boundaryOf;
    private final long seed;

    CandidateFn(
        PCollectionView<Map<String, LanguageBudget>> budgetOf,
        PCollectionView<Map<String, KV<Integer, Long>>> boundaryOf,
        long seed) {
      this.budgetOf = budgetOf;
      this.boundaryOf = boundaryOf;
      this.seed = seed;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      TokenSequence sequence = context.element();
      KV<Integer, Long> boundary = context.sideInput(boundaryOf).get(sequence.language());
      if (boundary == null) {
        return;
      }
      LanguageBudget budget = context.sideInput(budgetOf).get(sequence.language());
      long hash = Sampling.hash(sequence.id(), budget.wholeCopies(), seed);
      if (Sampling.bucket(hash) == boundary.getKey()) {
        context.output(KV.of(sequence.language(), KV.of(hash, (long) sequence.inputIds().length)));
      }
    }
  }

  /** Plans of languages of which a part is taken. */
  private static final class LastHashFn
      extends DoFn<KV<String, Iterable<KV<Long, Long>>>, KV<String, SamplingPlan>> {
    private final PCollectionView<Map<String, LanguageBudget>> budgetOf;
    private final PCollectionView<Map<String, KV<Integer, Long>>> boundaryOf;

    LastHashFn(
        PCollectionView<Map<String, LanguageBudget>> budgetOf,
        PCollectionView<Map<String, KV<Integer, Long>>> boundaryOf) {
      this.budgetOf = budgetOf;
      this.boundaryOf = boundaryOf;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      String language = context.element().getKey();
      List<Candidate> candidates = new ArrayList<>();
      for (KV<Long, Long> candidate : context.element().getValue()) {
        candidates.add(new Candidate(candidate.getKey(), candidate.getValue()));
      }
      long wanted = context.sideInput(boundaryOf).get(language).getValue();
      int wholeCopies = context.sideInput(budgetOf).get(language).wholeCopies();
      context.output(KV.of(language, Sampling.plan(wholeCopies, candidates, wanted)));
    }
  }
}
