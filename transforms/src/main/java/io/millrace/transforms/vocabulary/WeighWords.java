package io.millrace.transforms.vocabulary;

import io.millrace.transforms.mix.Mixture;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import io.millrace.transforms.stage.Utf8;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Weighs words so that the languages have their shares; leaves out rare words beyond a number. */
public final class WeighWords
    extends PTransform<PCollection<KV<LanguageWord, Long>>, PCollectionTuple> {
  /** The stage's name; the documents of its counts are different words. */
  public static final String STAGE = "weigh";

  /** Weighted words, see {@link LanguageWeight}; a word of two languages occurs twice. */
  public static final TupleTag<KV<String, Long>> WEIGHTED = new TupleTag<>("weighted") {};

  private final Mixture mixture;
  private final long maxWords;

  private WeighWords(Mixture mixture, long maxWords) {
    this.mixture = mixture;
    this.maxWords = maxWords;
  }

  /**
   * @param mixture the languages' shares of the bytes, all phases together
   * @param maxWords about how many words may be kept
   */
  public static WeighWords by(Mixture mixture, long maxWords) {
    return new WeighWords(mixture, maxWords);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<LanguageWord, Long>> words) {
    PCollectionView<Map<String, WordCensus>> censuses =
        words
            .apply("CensusOfWord", ParDo.of(new CensusFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), WordCensusCoder.of()))
            .apply("SumCensuses", Combine.perKey(new SumCensuses()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), WordCensusCoder.of()))
            .apply("CensusByLanguage", View.asMap());
    PCollectionTuple weighted =
        words.apply(
            "WeighWord",
            ParDo.of(new WeighFn(mixture, maxWords, censuses))
                .withSideInputs(censuses)
                .withOutputTags(WEIGHTED, TupleTagList.of(StageTags.COUNTS)));
    weighted.get(WEIGHTED).setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()));
    weighted.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return weighted;
  }

  private static final class CensusFn extends DoFn<KV<LanguageWord, Long>, KV<String, WordCensus>> {
    @ProcessElement
    public void processElement(
        @Element KV<LanguageWord, Long> word, OutputReceiver<KV<String, WordCensus>> output) {
      WordCensus census = new WordCensus().add(word.getValue(), new WordCensus.Row(1, bytes(word)));
      output.output(KV.of(word.getKey().language(), census));
    }
  }

  private static final class SumCensuses
      implements SerializableFunction<Iterable<WordCensus>, WordCensus> {
    private static final long serialVersionUID = 1L;

    @Override
    public WordCensus apply(Iterable<WordCensus> censuses) {
      WordCensus sum = new WordCensus();
      censuses.forEach(sum::add);
      return sum;
    }
  }

  private static final class WeighFn extends CountsFn<KV<LanguageWord, Long>, KV<String, Long>> {
    private final Mixture mixture;
    private final long maxWords;
    private final PCollectionView<Map<String, WordCensus>> censuses;
    private transient Map<String, LanguageWeight> weights;

    WeighFn(Mixture mixture, long maxWords, PCollectionView<Map<String, WordCensus>> censuses) {
      this.mixture = mixture;
      this.maxWords = maxWords;
      this.censuses = censuses;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      long start = CpuTime.nanos();
      if (weights == null) {
        weights = LanguageWeight.plan(context.sideInput(censuses), mixture, maxWords);
      }
      KV<LanguageWord, Long> word = context.element();
      String language = word.getKey().language();
      LanguageWeight ofLanguage = weights.get(language);
      long weight = ofLanguage.of(word.getKey().word(), word.getValue());
      Tally tally = new Tally(1, bytes(word), 0, CpuTime.nanos() - start);
      if (weight == 0) {
        String reason = ofLanguage.budgetBytes() == 0 ? "no_share" : "rare_word";
        counts().add(new CountKey(STAGE, Fate.DROPPED, reason, language), tally);
      } else {
        counts().add(new CountKey(STAGE, Fate.KEPT, "", language), tally);
        context.output(KV.of(word.getKey().word(), weight));
      }
    }
  }

  /** The bytes of text that a word's occurrences make up. */
  private static long bytes(KV<LanguageWord, Long> word) {
    return Math.multiplyExact(word.getValue(), Utf8.length(word.getKey().word()));
  }
}
