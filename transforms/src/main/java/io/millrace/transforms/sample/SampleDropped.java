package io.millrace.transforms.sample;

import io.millrace.io.document.Dropped;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Top;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Takes a few documents of each stage and reason, the same at any parallelism: those first by
 * {@link DropSample#BY_HASH}. A record that was read twice may be among them twice.
 */
public final class SampleDropped extends PTransform<PCollection<Dropped>, PCollection<DropSample>> {
  private static final TypeDescriptor<KV<String, DropSample>> KEYED = new TypeDescriptor<>() {};

  private final int samples;

  private SampleDropped(int samples) {
    this.samples = samples;
  }

  /**
   * @param samples of each stage and reason, at most; at least 1
   */
  public static SampleDropped of(int samples) {
    return new SampleDropped(samples);
  }

  @Override
  public PCollection<DropSample> expand(PCollection<Dropped> dropped) {
    PCollection<List<DropSample>> first =
        dropped
            .apply(
                "Cut", MapElements.into(KEYED).via(drop -> KV.of(key(drop), DropSample.of(drop))))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), DropSampleCoder.of()))
            .apply("First", Top.perKey(samples, new LastByHash()))
            .apply("Lists", Values.create());
    return first.apply("Samples", Flatten.iterables()).setCoder(DropSampleCoder.of());
  }

  private static String key(Dropped dropped) {
    return dropped.stage() + '\n' + dropped.reason();
  }

  /** Beam takes the greatest. */
  private static final class LastByHash implements Comparator<DropSample>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(DropSample left, DropSample right) {
      return DropSample.BY_HASH.compare(right, left);
    }
  }
}
