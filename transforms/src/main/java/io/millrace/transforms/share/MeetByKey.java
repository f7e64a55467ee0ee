package io.millrace.transforms.share;

import io.millrace.transforms.group.GroupLargeValues;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Brings two streams together by key, in groups to be read once. (CoGroupByKey's groups are read
 * several times, which Flink's batch translation refuses once they outgrow memory.)
 *
 * @param <K> the key
 * @param <L> a value of this stream
 * @param <R> a value of the other
 */
public final class MeetByKey<K, L, R>
    extends PTransform<PCollection<KV<K, L>>, PCollection<KV<K, Iterable<Either<L, R>>>>> {
  private final transient PCollection<KV<K, R>> others;

  private MeetByKey(PCollection<KV<K, R>> others) {
    this.others = others;
  }

  /**
   * @param others the other stream; both must have {@link KvCoder}s
   */
  public static <K, L, R> MeetByKey<K, L, R> with(PCollection<KV<K, R>> others) {
    return new MeetByKey<>(others);
  }

  @Override
  public PCollection<KV<K, Iterable<Either<L, R>>>> expand(PCollection<KV<K, L>> input) {
    KvCoder<K, L> lefts = (KvCoder<K, L>) input.getCoder();
    KvCoder<K, R> rights = (KvCoder<K, R>) others.getCoder();
    Coder<KV<K, Either<L, R>>> both =
        KvCoder.of(
            lefts.getKeyCoder(), EitherCoder.of(lefts.getValueCoder(), rights.getValueCoder()));
    return PCollectionList.of(input.apply("These", ParDo.of(new LeftFn<K, L, R>())).setCoder(both))
        .and(others.apply("Others", ParDo.of(new RightFn<K, L, R>())).setCoder(both))
        .apply("Both", Flatten.pCollections())
        .apply("Group", GroupLargeValues.create());
  }

  private static final class LeftFn<K, L, R> extends DoFn<KV<K, L>, KV<K, Either<L, R>>> {
    @ProcessElement
    public void processElement(
        @Element KV<K, L> element, OutputReceiver<KV<K, Either<L, R>>> output) {
      output.output(KV.of(element.getKey(), Either.left(element.getValue())));
    }
  }

  private static final class RightFn<K, L, R> extends DoFn<KV<K, R>, KV<K, Either<L, R>>> {
    @ProcessElement
    public void processElement(
        @Element KV<K, R> element, OutputReceiver<KV<K, Either<L, R>>> output) {
      output.output(KV.of(element.getKey(), Either.right(element.getValue())));
    }
  }
}
