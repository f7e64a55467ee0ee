package io.millrace.transforms.takedown;

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
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Drops texts that are on a list. Outputs are {@link #LEFT} and {@link StageTags#COUNTS}. */
public final class TakeDown extends PTransform<PCollection<SourceText>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "takedown";

  /** The texts that are not on it. */
  public static final TupleTag<SourceText> LEFT = new TupleTag<>("left") {};

  private final TakedownList list;

  private TakeDown(TakedownList list) {
    this.list = list;
  }

  /** Drops what a list names. */
  public static TakeDown by(TakedownList list) {
    return new TakeDown(list);
  }

  @Override
  public PCollectionTuple expand(PCollection<SourceText> texts) {
    PCollectionTuple outputs =
        texts.apply(
            "DropListed",
            ParDo.of(new DropListedFn(list))
                .withOutputTags(LEFT, TupleTagList.of(StageTags.COUNTS)));
    outputs.get(LEFT).setCoder(SourceTextCoder.of());
    outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return outputs;
  }

  private static final class DropListedFn extends CountsFn<SourceText, SourceText> {
    private final TakedownList list;

    DropListedFn(TakedownList list) {
      this.list = list;
    }

    @ProcessElement
    public void processElement(@Element SourceText text, OutputReceiver<SourceText> output) {
      boolean listed = list.names(text.id(), text.url());
      if (!listed) {
        output.output(text);
      }
      counts()
          .add(
              new CountKey(
                  STAGE,
                  listed ? Fate.DROPPED : Fate.KEPT,
                  listed ? "listed" : "",
                  text.language()),
              new Tally(1, Utf8.length(text.text()), 0, 0));
    }
  }
}
