package io.millrace.transforms.vocabulary;

import io.millrace.io.tokenizer.bpe.BpeEncoder;
import io.millrace.io.tokenizer.bpe.BpeVocabulary;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Counts the tokens that a vocabulary makes of each language's words, all of them: what a language
 * pays for its share.
 */
public final class MeasureFertility
    extends PTransform<PCollection<KV<LanguageWord, Long>>, PCollection<KV<CountKey, Tally>>> {
  /** The stage's name; the documents of its counts are different words. */
  public static final String STAGE = "encode";

  private static final TupleTag<Void> NOTHING = new TupleTag<>("nothing") {};

  private final PCollectionView<BpeVocabulary> vocabulary;

  private MeasureFertility(PCollectionView<BpeVocabulary> vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * @param vocabulary to measure
   */
  public static MeasureFertility of(PCollectionView<BpeVocabulary> vocabulary) {
    return new MeasureFertility(vocabulary);
  }

  @Override
  public PCollection<KV<CountKey, Tally>> expand(PCollection<KV<LanguageWord, Long>> words) {
    PCollectionTuple outputs =
        words.apply(
            "EncodeWord",
            ParDo.of(new EncodeWordFn(vocabulary))
                .withSideInputs(vocabulary)
                .withOutputTags(NOTHING, TupleTagList.of(StageTags.COUNTS)));
    outputs.get(NOTHING).setCoder(VoidCoder.of());
    return outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
  }

  private static final class EncodeWordFn extends CountsFn<KV<LanguageWord, Long>, Void> {
    private final PCollectionView<BpeVocabulary> vocabulary;
    private transient BpeEncoder encoder;

    EncodeWordFn(PCollectionView<BpeVocabulary> vocabulary) {
      this.vocabulary = vocabulary;
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      long start = CpuTime.nanos();
      if (encoder == null) {
        encoder = new BpeEncoder(context.sideInput(vocabulary));
      }
      LanguageWord word = context.element().getKey();
      long occurrences = context.element().getValue();
      byte[] bytes = word.word().getBytes(StandardCharsets.UTF_8);
      int tokens = encoder.encode(bytes).length;
      counts()
          .add(
              new CountKey(STAGE, Fate.KEPT, "", word.language()),
              new Tally(
                  1,
                  Math.multiplyExact(occurrences, (long) bytes.length),
                  Math.multiplyExact(occurrences, (long) tokens),
                  CpuTime.nanos() - start));
    }
  }
}
