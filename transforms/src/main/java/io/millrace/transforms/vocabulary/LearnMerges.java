package io.millrace.transforms.vocabulary;

import io.millrace.io.tokenizer.bpe.BpeVocabulary;
import io.millrace.io.tokenizer.bpe.MergeLearner;
import io.millrace.io.tokenizer.bpe.MergeSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns a vocabulary from weighted words, in one worker: each merge depends on all before it. No
 * vocabulary comes out where there is no word.
 */
public final class LearnMerges
    extends PTransform<PCollection<KV<String, Long>>, PCollection<BpeVocabulary>> {
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
  public PCollection<BpeVocabulary> expand(PCollection<KV<String, Long>> words) {
    return words
        .apply("OneWorker", WithKeys.of(ONE_WORKER))
        .setCoder(KvCoder.of(VarIntCoder.of(), words.getCoder()))
        .apply("Gather", GroupByKey.create())
        .apply("Learn", ParDo.of(new LearnFn(settings)))
        .setCoder(BpeVocabularyCoder.of());
  }

  private static final class LearnFn
      extends DoFn<KV<Integer, Iterable<KV<String, Long>>>, BpeVocabulary> {
    private static final Logger LOG = LoggerFactory.getLogger(LearnFn.class);

    private final MergeSettings settings;

    LearnFn(MergeSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void processElement(
        @Element KV<Integer, Iterable<KV<String, Long>>> gathered,
        OutputReceiver<BpeVocabulary> output) {
      Map<String, Long> weightOfWord = new HashMap<>();
      gathered
          .getValue()
          .forEach(word -> weightOfWord.merge(word.getKey(), word.getValue(), Math::addExact));
      long startNanos = System.nanoTime();
      BpeVocabulary vocabulary = MergeLearner.learn(weightOfWord, settings);
      LOG.info(
          "Learnt {} merges from {} words in {} s",
          vocabulary.merges().size(),
          weightOfWord.size(),
          (System.nanoTime() - startNanos) / 1_000_000_000.0);
      if (vocabulary.size() < settings.vocabularySize()) {
        LOG.warn(
            "No more pairs are frequent enough: the vocabulary has {} ids instead of {}",
            vocabulary.size(),
            settings.vocabularySize());
      }
      output.output(vocabulary);
    }
  }
}
