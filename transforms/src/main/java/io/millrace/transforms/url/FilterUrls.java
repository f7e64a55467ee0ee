package io.millrace.transforms.url;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.io.warc.Capture;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.DeadLetterCoder;
import io.millrace.transforms.stage.DeadLetters;
import io.millrace.transforms.stage.DroppedCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Drops captures whose address is on the user's lists, before any of their payload is looked at.
 */
public final class FilterUrls extends PTransform<PCollection<Capture>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "url";

  /** Captures that go on. */
  public static final TupleTag<Capture> CAPTURES = new TupleTag<>("captures") {};

  private final SerializableFunction<String, Optional<Blocked>> check;

  /**
   * @param check why an address is left out, if it is
   */
  FilterUrls(SerializableFunction<String, Optional<Blocked>> check) {
    this.check = check;
  }

  /**
   * @param filter the lists
   */
  public static FilterUrls by(UrlFilter filter) {
    return new FilterUrls(filter::check);
  }

  @Override
  public PCollectionTuple expand(PCollection<Capture> captures) {
    PCollectionTuple outputs =
        captures.apply(
            "Check",
            ParDo.of(new CheckFn(check))
                .withOutputTags(
                    CAPTURES,
                    TupleTagList.of(
                        List.of(StageTags.DROPPED, StageTags.DEAD_LETTERS, StageTags.COUNTS))));
    outputs.get(CAPTURES).setCoder(captures.getCoder());
    outputs.get(StageTags.DROPPED).setCoder(DroppedCoder.of());
    outputs.get(StageTags.DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return outputs;
  }

  private static final class CheckFn extends CountsFn<Capture, Capture> {
    private final SerializableFunction<String, Optional<Blocked>> check;

    CheckFn(SerializableFunction<String, Optional<Blocked>> check) {
      this.check = check;
    }

    @ProcessElement
    public void processElement(@Element Capture capture, MultiOutputReceiver outputs) {
      long start = CpuTime.nanos();
      Optional<Blocked> blocked;
      try {
        blocked = check.apply(capture.url());
      } catch (RuntimeException e) {
        outputs.get(StageTags.DEAD_LETTERS).output(DeadLetters.of(capture, STAGE, e));
        count(new CountKey(STAGE, Fate.DEAD_LETTERED, "", ""), capture, start);
        return;
      }
      if (blocked.isPresent()) {
        outputs.get(StageTags.DROPPED).output(dropped(capture, blocked.get()));
      } else {
        outputs.get(CAPTURES).output(capture);
      }
      CountKey key =
          blocked
              .map(reason -> new CountKey(STAGE, Fate.DROPPED, reason.reason(), ""))
              .orElse(new CountKey(STAGE, Fate.KEPT, "", ""));
      count(key, capture, start);
    }

    private void count(CountKey key, Capture capture, long startNanos) {
      counts().add(key, new Tally(1, capture.payload().length(), 0, CpuTime.nanos() - startNanos));
    }

    private static Dropped dropped(Capture capture, Blocked blocked) {
      Document document =
          Document.extracted(
              capture.id().toString(),
              capture.url(),
              capture.date(),
              "",
              capture.warcFile(),
              capture.warcOffset());
      return new Dropped(document, STAGE, blocked.reason(), blocked.value(), blocked.threshold());
    }
  }
}
