package io.millrace.transforms.stage;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/**
 * A step that counts: what {@link #counts} gathers during a bundle comes out as {@link
 * StageTags#COUNTS} at its end.
 *
 * @param <InputT> what it reads
 * @param <OutputT> its main output
 */
public abstract class CountsFn<InputT, OutputT> extends DoFn<InputT, OutputT> {
  private transient Counts counts;

  /** The bundle's sums, to be added to. */
  protected final Counts counts() {
    return counts;
  }

  /** Starts counting anew. */
  @StartBundle
  public final void startBundle() {
    counts = new Counts();
  }

  /** Gives out the bundle's sums. */
  @FinishBundle
  public final void finishBundle(FinishBundleContext context) {
    counts.drain(
        (key, tally) ->
            context.output(
                StageTags.COUNTS,
                KV.of(key, tally),
                BoundedWindow.TIMESTAMP_MIN_VALUE,
                GlobalWindow.INSTANCE));
  }
}
