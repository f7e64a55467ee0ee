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
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Repeats and samples documents so that each language gets the tokens that a {@link Mixture} gives
 * it in each phase, to within a document. A document counts as often as its weight in every epoch.
 */
public final class MixLanguages extends PTransform<PCollection<TokenSequence>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "mix";

  /**
   * Under this name the planned tokens travel among the counts; the reason is the phase's number.
   */
  public static final String PLAN = "plan";

  /**
   * Under this name the copies that are written travel among the counts; the reason is the phase's
   * number.
   */
  public static final String COPIES = "copies";

  /** The copies, with their numbers and phases. */
  public static final TupleTag<TokenSequence> MIXED = new TupleTag<>("mixed") {};

  private final Mixture mixture;
  private final long tokenBudget;
  private final long seed;

  private MixLanguages(Mixture mixture, long tokenBudget, long seed) {
    this.mixture = mixture;
    this.tokenBudget = tokenBudget;
    this.seed = seed;
  }

  /**
   * A mixture of as many tokens as there are.
   *
   * @param mixture the languages' shares, by phase
   * @param seed chooses the documents of which a part is taken
   */
  public static MixLanguages by(Mixture mixture, long seed) {
    return new MixLanguages(mixture, 0, seed);
  }

  /**
   * With another total.
   *
   * @param tokenBudget tokens of all phases and languages, or 0 for as many as there are
   */
  public MixLanguages withTokenBudget(long tokenBudget) {
    return new MixLanguages(mixture, tokenBudget, seed);
  }

  @Override
  public PCollectionTuple expand(PCollection<TokenSequence> sequences) {
    int phases = mixture.phases().size();
    PCollection<SequenceSize> sizes =
        sequences
            .apply(
                "SizeOf",
                MapElements.into(TypeDescriptor.of(SequenceSize.class)).via(SequenceSize::of))
            .setCoder(SequenceSizeCoder.of());
    PCollection<KV<LanguagePhase, LanguageBudget>> budgets =
        sizes.apply("PlanBudgets", new PlanBudgets(mixture, tokenBudget));
    PCollectionView<Map<LanguagePhase, SamplingPlan>> plans =
        sizes
            .apply("PlanSampling", new PlanSampling(budgets, phases, seed))
            .apply("PlanOf", View.asMap());
    PCollectionTuple outputs =
        sequences.apply(
            "Sample",
            ParDo.of(new SampleFn(plans, phases, seed))
                .withSideInputs(plans)
                .withOutputTags(MIXED, TupleTagList.of(StageTags.COUNTS)));
    outputs.get(MIXED).setCoder(TokenSequenceCoder.of());
    outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    PCollection<KV<CountKey, Tally>> planned =
        budgets
            .apply("CountPlan", ParDo.of(new PlanCountFn()))
            .setCoder(outputs.get(StageTags.COUNTS).getCoder());
    PCollection<KV<CountKey, Tally>> counts =
        PCollectionList.of(outputs.get(StageTags.COUNTS))
            .and(planned)
            .apply("Counts", Flatten.pCollections());
    return PCollectionTuple.of(MIXED, outputs.get(MIXED)).and(StageTags.COUNTS, counts);
  }

  /** Each language's planned tokens, as a count. */
  private static final class PlanCountFn
      extends DoFn<KV<LanguagePhase, LanguageBudget>, KV<CountKey, Tally>> {
    @ProcessElement
    public void processElement(
        @Element KV<LanguagePhase, LanguageBudget> budget,
        OutputReceiver<KV<CountKey, Tally>> out) {
      LanguagePhase key = budget.getKey();
      out.output(
          KV.of(
              new CountKey(PLAN, Fate.KEPT, String.valueOf(key.phase()), key.language()),
              new Tally(0, 0, budget.getValue().budgetTokens(), 0)));
    }
  }

  private static final class SampleFn extends CountsFn<TokenSequence, TokenSequence> {
    private final PCollectionView<Map<LanguagePhase, SamplingPlan>> plans;
    private final int phases;
    private final long seed;

    SampleFn(PCollectionView<Map<LanguagePhase, SamplingPlan>> plans, int phases, long seed) {
      this.plans = plans;
      this.phases = phases;
      this.seed = seed;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      TokenSequence sequence = context.element();
      SamplingPlan[] ends = new SamplingPlan[phases];
      for (int phase = 0; phase < phases; phase++) {
        ends[phase] = context.sideInput(plans).get(new LanguagePhase(sequence.language(), phase));
      }
      int most = ends[phases - 1].epochs() * sequence.weight();
      int copies = 0;
      for (int candidate = 0; candidate < most; candidate++) {
        int phase = phaseOf(sequence, candidate, ends);
        if (phase < phases) {
          context.output(sequence.withCopy(copies, phase));
          copies++;
          counts()
              .add(
                  new CountKey(COPIES, Fate.KEPT, String.valueOf(phase), sequence.language()),
                  new Tally(1, sequence.bytes(), sequence.inputIds().length, 0));
        }
      }
      counts()
          .add(
              new CountKey(
                  STAGE,
                  copies > 0 ? Fate.KEPT : Fate.DROPPED,
                  copies > 0 ? "" : "over_budget",
                  sequence.language()),
              new Tally(1, sequence.bytes(), sequence.inputIds().length, 0));
    }

    /** The first phase that does not end before a copy; their number if all do. */
    private int phaseOf(TokenSequence sequence, int copy, SamplingPlan[] ends) {
      int epoch = copy / sequence.weight();
      long hash = Sampling.hash(sequence.id(), copy, seed);
      int phase = 0;
      while (phase < phases && !ends[phase].covers(epoch, hash)) {
        phase++;
      }
      return phase;
    }
  }
}
