package io.millrace.transforms.redact;

import io.millrace.io.document.Dropped;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.DeadLetterCoder;
import io.millrace.transforms.stage.DeadLetters;
import io.millrace.transforms.stage.DroppedCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Replaces personal data in documents that rules decided against: what is written of them is
 * redacted like the rest. The outputs are dropped documents, dead letters and counts, tagged as in
 * {@link StageTags}; only dead letters are counted.
 */
public final class RedactDropped extends PTransform<PCollection<Dropped>, PCollectionTuple> {
  private RedactDropped() {}

  /** Redaction of dropped documents. */
  public static RedactDropped create() {
    return new RedactDropped();
  }

  @Override
  public PCollectionTuple expand(PCollection<Dropped> dropped) {
    PCollectionTuple outputs =
        dropped.apply(
            "Redact",
            ParDo.of(new RedactFn())
                .withOutputTags(
                    StageTags.DROPPED,
                    TupleTagList.of(List.of(StageTags.DEAD_LETTERS, StageTags.COUNTS))));
    outputs.get(StageTags.DROPPED).setCoder(DroppedCoder.of());
    outputs.get(StageTags.DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return outputs;
  }

  private static final class RedactFn extends CountsFn<Dropped, Dropped> {
    private final PiiRedactor redactor = new PiiRedactor();

    @ProcessElement
    public void processElement(@Element Dropped dropped, MultiOutputReceiver outputs) {
      Dropped redacted;
      try {
        redacted = dropped.withDocument(RedactPii.redact(dropped.document(), redactor));
      } catch (RuntimeException | StackOverflowError e) {
        outputs
            .get(StageTags.DEAD_LETTERS)
            .output(DeadLetters.of(dropped.document(), RedactPii.STAGE, e));
        counts()
            .add(
                new CountKey(RedactPii.STAGE, Fate.DEAD_LETTERED, "", ""),
                new Tally(1, dropped.document().utf8().length(), 0, 0));
        return;
      }
      outputs.get(StageTags.DROPPED).output(redacted);
    }
  }
}
