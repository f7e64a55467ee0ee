package io.millrace.transforms.share;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * A step over groups that tells the most bytes that a key received: whether the grouping has hot
 * keys.
 *
 * @param <InputT> a group
 * @param <OutputT> its main output
 */
public abstract class MeasuredFn<InputT, OutputT> extends DoFn<InputT, OutputT> {
  /**
   * By the grouping's name, the most bytes that any key of a bundle received. The largest is the
   * grouping's.
   */
  public static final TupleTag<KV<String, Long>> KEY_BYTES = new TupleTag<>("keyBytes") {};

  private final String grouping;
  private transient Counter counter;
  private transient long mostBytes;

  /**
   * @param grouping its name in the report
   */
  protected MeasuredFn(String grouping) {
    this.grouping = grouping;
  }

  /** What {@link #KEY_BYTES} is coded with. */
  public static KvCoder<String, Long> keyBytesCoder() {
    return KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of());
  }

  /** Begins another key. */
  protected final void measureKey() {
    counter.bytes = 0;
  }

  /** Adds a value to what the key received. */
  protected final <T> void measure(T value, Coder<T> coder) {
    try {
      coder.encode(value, counter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mostBytes = Math.max(mostBytes, counter.bytes);
  }

  /** Starts measuring anew. */
  @StartBundle
  public final void startBundle() {
    counter = new Counter();
    mostBytes = 0;
  }

  /** Gives out the most bytes. */
  @FinishBundle
  public final void finishBundle(FinishBundleContext context) {
    context.output(
        KEY_BYTES,
        KV.of(grouping, mostBytes),
        BoundedWindow.TIMESTAMP_MIN_VALUE,
        GlobalWindow.INSTANCE);
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      bytes += length;
    }
  }
}
