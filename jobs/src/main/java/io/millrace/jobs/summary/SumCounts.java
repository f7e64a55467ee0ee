package io.millrace.jobs.summary;

import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Adds the partial sums of all stages up. */
public final class SumCounts
    extends PTransform<PCollection<KV<CountKey, Tally>>, PCollection<KV<CountKey, Tally>>> {
  private SumCounts() {}

  /** Sums by key. */
  public static SumCounts ofAllStages() {
    return new SumCounts();
  }

  @Override
  public PCollection<KV<CountKey, Tally>> expand(PCollection<KV<CountKey, Tally>> counts) {
    return counts
        .apply("Sum", Combine.perKey(new SumTallies()))
        .setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
  }

  private static final class SumTallies implements SerializableFunction<Iterable<Tally>, Tally> {
    private static final long serialVersionUID = 1L;

    @Override
    public Tally apply(Iterable<Tally> tallies) {
      Tally sum = Tally.ZERO;
      for (Tally tally : tallies) {
        sum = sum.plus(tally);
      }
      return sum;
    }
  }
}
