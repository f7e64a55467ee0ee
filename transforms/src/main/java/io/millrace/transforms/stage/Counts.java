package io.millrace.transforms.stage;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The sums of one bundle: given out when the bundle is finished, so that a retried bundle counts
 * once.
 */
public final class Counts {
  private final Map<CountKey, Tally> tallies = new HashMap<>();

  /** Adds inputs under a key. */
  public void add(CountKey key, Tally tally) {
    tallies.merge(key, tally, Tally::plus);
    LiveCounts.add(key.stage(), tally.documents());
  }

  /** Hands over all sums and starts again from nothing. */
  public void drain(BiConsumer<CountKey, Tally> output) {
    tallies.forEach(output);
    tallies.clear();
  }
}
