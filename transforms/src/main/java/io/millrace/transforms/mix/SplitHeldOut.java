package io.millrace.transforms.mix;

import com.dynatrace.hash4j.hashing.Hashing;
import io.millrace.transforms.dedup.sketch.LshBands;
import io.millrace.transforms.dedup.sketch.MinHashSignature;
import io.millrace.transforms.dedup.sketch.SketchScheme;
import io.millrace.transforms.dedup.sketch.TextNormalizer;
import io.millrace.transforms.share.Either;
import io.millrace.transforms.share.MeetByKey;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import io.millrace.transforms.stage.Utf8;
import io.millrace.transforms.tokenize.SourceText;
import io.millrace.transforms.tokenize.SourceTextCoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Holds a part of the documents out of training. Whole clusters are held out, chosen by a hash with
 * a salt that never changes: no seed and no later run moves a document from one side to the other.
 * A held-out document that shares a band of its MinHash signature with a document to train on is
 * dropped, alike or not. Outputs are {@link #TRAIN}, {@link #VALIDATION} and {@link
 * StageTags#COUNTS}.
 */
public final class SplitHeldOut extends PTransform<PCollection<SourceText>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "split";

  /** Texts to train on. */
  public static final TupleTag<SourceText> TRAIN = new TupleTag<>("train") {};

  /** Texts held out. */
  public static final TupleTag<SourceText> VALIDATION = new TupleTag<>("validation") {};

  /** How signatures are made that held-out texts must not share a band of. */
  public static final SketchScheme SCHEME = SketchScheme.of(LshBands.FINEWEB, 5);

  private static final TupleTag<SourceText> CANDIDATES = new TupleTag<>("candidates") {};
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
  public PCollectionTuple expand(PCollection<SourceText> texts) {
    KvCoder<CountKey, Tally> countCoder = KvCoder.of(CountKeyCoder.of(), TallyCoder.of());
    PCollectionTuple split =
        texts.apply(
            "Split",
            ParDo.of(new SplitFn(fraction))
                .withOutputTags(TRAIN, TupleTagList.of(CANDIDATES).and(StageTags.COUNTS)));
    split.get(TRAIN).setCoder(SourceTextCoder.of());
    split.get(CANDIDATES).setCoder(SourceTextCoder.of());
    split.get(StageTags.COUNTS).setCoder(countCoder);
    PCollectionTuple heldOut =
        split
            .get(CANDIDATES)
            .apply("ById", WithKeys.of(SourceText::id))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SourceTextCoder.of()))
            .apply("MeetShared", MeetByKey.with(sharingBands(split)))
            .apply(
                "DropSharing",
                ParDo.of(new DropSharingFn())
                    .withOutputTags(VALIDATION, TupleTagList.of(StageTags.COUNTS)));
    heldOut.get(VALIDATION).setCoder(SourceTextCoder.of());
    heldOut.get(StageTags.COUNTS).setCoder(countCoder);
    return PCollectionTuple.of(TRAIN, split.get(TRAIN))
        .and(VALIDATION, heldOut.get(VALIDATION))
        .and(
            StageTags.COUNTS,
            PCollectionList.of(split.get(StageTags.COUNTS))
                .and(heldOut.get(StageTags.COUNTS))
                .apply("AllCounts", Flatten.pCollections()));
  }

  /** The ids of candidates that share a band with a text to train on; some come several times. */
  private static PCollection<KV<String, Integer>> sharingBands(PCollectionTuple split) {
    PCollection<KV<Long, Integer>> trainBands =
        split
            .get(TRAIN)
            .apply("TrainBands", ParDo.of(new TrainBandsFn()))
            .setCoder(KvCoder.of(BigEndianLongCoder.of(), VarIntCoder.of()))
            .apply("DistinctBands", Combine.perKey((Integer a, Integer b) -> a));
    return split
        .get(CANDIDATES)
        .apply("CandidateBands", ParDo.of(new CandidateBandsFn()))
        .setCoder(KvCoder.of(BigEndianLongCoder.of(), StringUtf8Coder.of()))
        .apply("MeetTrain", MeetByKey.with(trainBands))
        .apply("FindShared", ParDo.of(new FindSharedFn()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()));
  }

  private static long[] bands(SourceText text) {
    MinHashSignature signature =
        SCHEME.signature(text.text(), TextNormalizer.normalize(text.text()));
    return signature.isEmpty() ? new long[0] : SCHEME.bands().keys(text.language(), signature);
  }

  private static final class SplitFn extends CountsFn<SourceText, SourceText> {
    private final double fraction;

    SplitFn(double fraction) {
      this.fraction = fraction;
    }

    @ProcessElement
    public void processElement(@Element SourceText text, MultiOutputReceiver outputs) {
      if (isHeldOut(text.clusterId(), fraction)) {
        outputs.get(CANDIDATES).output(text);
        return;
      }
      outputs.get(TRAIN).output(text);
      counts()
          .add(
              new CountKey(STAGE, Fate.KEPT, "", text.language()),
              new Tally(1, Utf8.length(text.text()), 0, 0));
    }
  }

  private static final class TrainBandsFn extends DoFn<SourceText, KV<Long, Integer>> {
    @ProcessElement
    public void processElement(@Element SourceText text, OutputReceiver<KV<Long, Integer>> out) {
      for (long band : bands(text)) {
        out.output(KV.of(band, 1));
      }
    }
  }

  private static final class CandidateBandsFn extends DoFn<SourceText, KV<Long, String>> {
    @ProcessElement
    public void processElement(@Element SourceText text, OutputReceiver<KV<Long, String>> out) {
      for (long band : bands(text)) {
        out.output(KV.of(band, text.id()));
      }
    }
  }

  private static final class FindSharedFn
      extends DoFn<KV<Long, Iterable<Either<String, Integer>>>, KV<String, Integer>> {
    @ProcessElement
    public void processElement(
        @Element KV<Long, Iterable<Either<String, Integer>>> band,
        OutputReceiver<KV<String, Integer>> out) {
      List<String> candidates = new ArrayList<>();
      boolean trained = false;
      for (Either<String, Integer> value : band.getValue()) {
        if (value.isLeft()) {
          candidates.add(value.left());
        } else {
          trained = true;
        }
      }
      if (trained) {
        candidates.forEach(id -> out.output(KV.of(id, 1)));
      }
    }
  }

  private static final class DropSharingFn
      extends CountsFn<KV<String, Iterable<Either<SourceText, Integer>>>, SourceText> {
    @ProcessElement
    public void processElement(
        @Element KV<String, Iterable<Either<SourceText, Integer>>> candidate,
        MultiOutputReceiver outputs) {
      List<SourceText> texts = new ArrayList<>(1);
      boolean shares = false;
      for (Either<SourceText, Integer> value : candidate.getValue()) {
        if (value.isLeft()) {
          texts.add(value.left());
        } else {
          shares = true;
        }
      }
      for (SourceText text : texts) {
        if (!shares) {
          outputs.get(VALIDATION).output(text);
        }
        counts()
            .add(
                new CountKey(
                    STAGE, Fate.DROPPED, shares ? "shares_band" : "held_out", text.language()),
                new Tally(1, Utf8.length(text.text()), 0, 0));
      }
    }
  }
}
