package io.millrace.transforms.mix;

import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import io.millrace.transforms.tokenize.TokenSequence;
import io.millrace.transforms.tokenize.TokenSequenceCoder;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Repeats and samples documents so that each language gets the tokens that a {@link LanguageMix}
 * gives it, to within half a document.
 */
public final class MixLanguages extends PTransform<PCollection<TokenSequence>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "mix";

  /** Under this name the planned tokens travel among the counts. */
  public static final String PLAN = "plan";

  private final LanguageMix mix;
  private final long seed;

  private MixLanguages(LanguageMix mix, long seed) {
    this.mix = mix;
    this.seed = seed;
  }

  /**
   * @param mix the languages' shares
   * @param seed chooses the documents of which a part is taken
   */
  public static MixLanguages by(LanguageMix mix, long seed) {
    return new MixLanguages(mix, seed);
  }

  @Override
  public PCollectionTuple expand(PCollection<TokenSequence> sequences) {
    PCollection<KV<String, LanguageBudget>> budgets =
        sequences.apply("PlanBudgets", new PlanBudgets(mix));
    PCollectionView<Map<String, SamplingPlan>> plans =
        sequences
            .apply("PlanSampling", new PlanSampling(budgets, seed))
            .apply("PlanOf", View.asMap());
    PCollectionTuple outputs =
        sequences.apply(
            "Sample",
            ParDo.of(new SampleFn(plans, seed))
                .withSideInputs(plans)
                .withOutputTags(SplitHeldOut.TRAIN, TupleTagList.of(StageTags.COUNTS)));
    outputs.get(SplitHeldOut.TRAIN).setCoder(TokenSequenceCoder.of());
    outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    PCollection<KV<CountKey, Tally>> planned =
        budgets
            .apply("CountPlan", ParDo.of(new PlanCountFn()))
            .setCoder(outputs.get(StageTags.COUNTS).getCoder());
    PCollection<KV<CountKey, Tally>> counts =
        PCollectionList.of(outputs.get(StageTags.COUNTS))
            .and(planned)
            .apply("Counts", Flatten.pCollections());
    return PCollectionTuple.of(SplitHeldOut.TRAIN, outputs.get(SplitHeldOut.TRAIN))
        .and(StageTags.COUNTS, counts);
  }

  /** Each language's planned tokens, as a count. */
  private static final class PlanCountFn
      extends DoFn<KV<String, LanguageBudget>, KV<CountKey, Tally>> {
    @ProcessElement
    public void processElement(
        @Element KV<String, LanguageBudget> budget, OutputReceiver<KV<CountKey, Tally>> out) {
      out.output(
          KV.of(
              new CountKey(PLAN, Fate.KEPT, "", budget.getKey()),
              new Tally(0, 0, budget.getValue().budgetTokens(), 0)));
    }
  }

  private static final class SampleFn extends CountsFn<TokenSequence, TokenSequence> {
    private final PCollectionView<Map<String, SamplingPlan>> plans;
    private final long seed;

    SampleFn(PCollectionView<Map<String, SamplingPlan>> plans, long seed) {
      this.plans = plans;
      this.seed = seed;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      TokenSequence sequence = context.element();
      SamplingPlan plan = context.sideInput(plans).get(sequence.language());
      int copies = plan.copies(Sampling.hash(sequence.id(), plan.wholeCopies(), seed));
      for (int copy = 0; copy < copies; copy++) {
        context.output(sequence.withCopy(copy));
      }
      long tokens = (long) copies * sequence.inputIds().length;
      CountKey key =
          copies > 0
              ? new CountKey(STAGE, Fate.KEPT, "", sequence.language())
              : new CountKey(STAGE, Fate.DROPPED, "over_budget", sequence.language());
      counts().add(key, new Tally(Math.max(1, copies), copies * sequence.bytes(), tokens, 0));
    }
  }
}
