package io.millrace.transforms.vocabulary;

import io.millrace.io.tokenizer.bpe.BpeVocabulary;
import io.millrace.io.tokenizer.bpe.MergeLearner;
import io.millrace.io.tokenizer.bpe.MergeSettings;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns a vocabulary from weighted words, in one worker: each merge depends on all before it. No
 * vocabulary comes out where there is no word.
 */
public final class LearnMerges extends PTransform<PCollection<KV<String, Long>>, PCollectionTuple> {
  /** The stage's name; the documents of its counts are different words. */
  public static final String STAGE = "learn";

  /** The vocabulary. */
  public static final TupleTag<BpeVocabulary> VOCABULARY = new TupleTag<>("vocabulary") {};

  private static final int ONE_WORKER = 0;

  private final MergeSettings settings;

  private LearnMerges(MergeSettings settings) {
    this.settings = settings;
  }

  /**
   * @param settings what the vocabulary is to be, weights in the unit of the words'
   */
  public static LearnMerges with(MergeSettings settings) {
    return new LearnMerges(settings);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, Long>> words) {
    PCollectionTuple learnt =
        words
            .apply("OneWorker", WithKeys.of(ONE_WORKER))
            .setCoder(KvCoder.of(VarIntCoder.of(), words.getCoder()))
            .apply("Gather", GroupByKey.create())
            .apply(
                "Learn",
                ParDo.of(new LearnFn(settings))
                    .withOutputTags(VOCABULARY, TupleTagList.of(StageTags.COUNTS)));
    learnt.get(VOCABULARY).setCoder(BpeVocabularyCoder.of());
    learnt.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return learnt;
  }

  private static final class LearnFn
      extends CountsFn<KV<Integer, Iterable<KV<String, Long>>>, BpeVocabulary> {
    private static final Logger LOG = LoggerFactory.getLogger(LearnFn.class);

    private final MergeSettings settings;

    LearnFn(MergeSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void processElement(
        @Element KV<Integer, Iterable<KV<String, Long>>> gathered,
        OutputReceiver<BpeVocabulary> output) {
      long start = CpuTime.nanos();
      Map<String, Long> weightOfWord = new HashMap<>();
      gathered
          .getValue()
          .forEach(word -> weightOfWord.merge(word.getKey(), word.getValue(), Math::addExact));
      BpeVocabulary vocabulary = MergeLearner.learn(weightOfWord, settings);
      if (vocabulary.size() < settings.vocabularySize()) {
        LOG.warn(
            "No more pairs are frequent enough: the vocabulary has {} ids instead of {}",
            vocabulary.size(),
            settings.vocabularySize());
      }
      output.output(vocabulary);
      counts()
          .add(
              new CountKey(STAGE, Fate.KEPT, "", ""),
              new Tally(weightOfWord.size(), 0, 0, CpuTime.nanos() - start));
    }
  }
}
