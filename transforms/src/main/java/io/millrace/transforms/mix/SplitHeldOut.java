package io.millrace.transforms.mix;

import com.dynatrace.hash4j.hashing.Hashing;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import io.millrace.transforms.tokenize.TokenSequence;
import io.millrace.transforms.tokenize.TokenSequenceCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Holds a part of the documents out of training. Whole clusters are held out, chosen by a hash with
 * a salt that never changes: no seed and no later run moves a document from one side to the other.
 */
public final class SplitHeldOut extends PTransform<PCollection<TokenSequence>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "split";

  /** Sequences to train on. */
  public static final TupleTag<TokenSequence> TRAIN = new TupleTag<>("train") {};

  /** Sequences held out. */
  public static final TupleTag<TokenSequence> VALIDATION = new TupleTag<>("validation") {};

  private static final long SALT = 0x68656c642d6f7574L;

  private final double fraction;

  private SplitHeldOut(double fraction) {
    this.fraction = fraction;
  }

  /**
   * @param fraction the part of clusters to hold out, from 0 to 1
   */
  public static SplitHeldOut fraction(double fraction) {
    return new SplitHeldOut(fraction);
  }

  /** Whether a cluster is among the held-out {@code fraction}. */
  static boolean isHeldOut(String clusterId, double fraction) {
    long hash = Hashing.xxh3_64(SALT).hashCharsToLong(clusterId);
    return (hash >>> 11) * 0x1.0p-53 < fraction;
  }

  @Override
  public PCollectionTuple expand(PCollection<TokenSequence> sequences) {
    PCollectionTuple outputs =
        sequences.apply(
            "Split",
            ParDo.of(new SplitFn(fraction))
                .withOutputTags(TRAIN, TupleTagList.of(VALIDATION).and(StageTags.COUNTS)));
    outputs.get(TRAIN).setCoder(TokenSequenceCoder.of());
    outputs.get(VALIDATION).setCoder(TokenSequenceCoder.of());
    outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return outputs;
  }

  private static final class SplitFn extends CountsFn<TokenSequence, TokenSequence> {
    private final double fraction;

    SplitFn(double fraction) {
      this.fraction = fraction;
    }

    @ProcessElement
    public void processElement(@Element TokenSequence sequence, MultiOutputReceiver outputs) {
      boolean heldOut = isHeldOut(sequence.clusterId(), fraction);
      outputs.get(heldOut ? VALIDATION : TRAIN).output(sequence);
      CountKey key =
          heldOut
              ? new CountKey(STAGE, Fate.DROPPED, "held_out", sequence.language())
              : new CountKey(STAGE, Fate.KEPT, "", sequence.language());
      counts().add(key, new Tally(1, sequence.bytes(), sequence.inputIds().length, 0));
    }
  }
}
