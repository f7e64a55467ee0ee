package io.millrace.transforms.deadletter;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.DeadLetter.PayloadType;
import io.millrace.io.warc.WarcLimits;
import io.millrace.transforms.group.GroupLargeValues;
import io.millrace.transforms.stage.DeadLetterCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Puts the record that a dead letter comes from in the place of what its stage was given, so that
 * it can be read again from the start. The main stream carries no records: they are read once more
 * from their files, in one pass over each place that letters come from, however many those are.
 *
 * <p>A letter whose record cannot be read any more keeps what it holds, and its reason says so.
 * Letters of what could not be read in the first place pass unchanged.
 */
public final class AttachRecords
    extends PTransform<PCollection<DeadLetter>, PCollection<DeadLetter>> {
  private final WarcLimits limits;

  private AttachRecords(WarcLimits limits) {
    this.limits = limits;
  }

  /** For captures that were read with the default limits. */
  public static AttachRecords create() {
    return new AttachRecords(WarcLimits.DEFAULT);
  }

  /** For captures that were read with other limits. */
  public AttachRecords withLimits(WarcLimits limits) {
    return new AttachRecords(limits);
  }

  @Override
  public PCollection<DeadLetter> expand(PCollection<DeadLetter> letters) {
    PCollection<DeadLetter> ofInput =
        letters.apply("OfInput", Filter.by(letter -> !isOfContent(letter)));
    PCollection<DeadLetter> ofContent =
        letters
            .apply("OfContent", Filter.by(AttachRecords::isOfContent))
            .apply("ByPlace", WithKeys.of(AttachRecords::place))
            .setCoder(
                KvCoder.of(
                    KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()), DeadLetterCoder.of()))
            .apply("GroupByPlace", GroupLargeValues.create())
            .apply("ReadAgain", ParDo.of(new AttachRecordsFn(limits)))
            .setCoder(DeadLetterCoder.of());
    return PCollectionList.of(ofInput).and(ofContent).apply("Letters", Flatten.pCollections());
  }

  private static boolean isOfContent(DeadLetter letter) {
    return letter.payloadType() == PayloadType.CONTENT;
  }

  private static KV<String, Long> place(DeadLetter letter) {
    return KV.of(letter.source(), letter.offset());
  }
}
