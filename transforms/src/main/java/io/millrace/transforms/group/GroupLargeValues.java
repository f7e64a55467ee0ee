package io.millrace.transforms.group;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.IterableCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * {@link GroupByKey} for values of any size. Flink sorts what it groups in buffers, an equal part
 * of its memory for each of a job's sorts, and fails at a value that is larger than one; so a long
 * text travels in slices. Groups are to be read once.
 *
 * @param <K> the key
 * @param <V> a value
 */
public final class GroupLargeValues<K, V>
    extends PTransform<PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>> {
  /** Far less than the smallest buffer that Flink sorts in. */
  private static final int SLICE_BYTES = 128 << 10;

  private final int sliceBytes;

  private GroupLargeValues(int sliceBytes) {
    this.sliceBytes = sliceBytes;
  }

  /** Groups values whose collection has a {@link KvCoder}. */
  public static <K, V> GroupLargeValues<K, V> create() {
    return new GroupLargeValues<>(SLICE_BYTES);
  }

  /** Groups with slices of another size. */
  GroupLargeValues<K, V> withSliceBytes(int bytes) {
    return new GroupLargeValues<>(bytes);
  }

  @Override
  public PCollection<KV<K, Iterable<V>>> expand(PCollection<KV<K, V>> input) {
    KvCoder<K, V> coder = (KvCoder<K, V>) input.getCoder();
    return input
        .apply("Slice", ParDo.of(new SliceFn<K, V>(coder.getValueCoder(), sliceBytes)))
        .setCoder(KvCoder.of(coder.getKeyCoder(), SliceCoder.of()))
        .apply("Group", GroupByKey.create())
        .apply("Join", ParDo.of(new JoinFn<K, V>(coder.getValueCoder())))
        .setCoder(KvCoder.of(coder.getKeyCoder(), IterableCoder.of(coder.getValueCoder())));
  }

  private static final class SliceFn<K, V> extends DoFn<KV<K, V>, KV<K, Slice>> {
    private final Coder<V> coder;
    private final int sliceBytes;

    SliceFn(Coder<V> coder, int sliceBytes) {
      this.coder = coder;
      this.sliceBytes = sliceBytes;
    }

    @ProcessElement
    public void processElement(@Element KV<K, V> element, OutputReceiver<KV<K, Slice>> output)
        throws CoderException {
      byte[] encoded = CoderUtils.encodeToByteArray(coder, element.getValue());
      for (Slice slice : Slice.cut(encoded, sliceBytes)) {
        output.output(KV.of(element.getKey(), slice));
      }
    }
  }

  private static final class JoinFn<K, V> extends DoFn<KV<K, Iterable<Slice>>, KV<K, Iterable<V>>> {
    private final Coder<V> coder;

    JoinFn(Coder<V> coder) {
      this.coder = coder;
    }

    @ProcessElement
    public void processElement(
        @Element KV<K, Iterable<Slice>> group, OutputReceiver<KV<K, Iterable<V>>> output) {
      Iterable<V> values = new DecodedValues<>(group.getValue(), coder);
      output.output(KV.of(group.getKey(), values));
    }
  }
}
