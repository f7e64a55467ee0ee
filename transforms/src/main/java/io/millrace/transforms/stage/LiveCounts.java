package io.millrace.transforms.stage;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the stages in this process have seen so far, for progress only: retried work counts again,
 * and stages in other processes are not seen.
 */
public final class LiveCounts {
  private static final Map<String, LongAdder> BY_STAGE = new ConcurrentHashMap<>();

  private LiveCounts() {}

  /** Adds what a stage has just seen. */
  static void add(String stage, long documents) {
    BY_STAGE.computeIfAbsent(stage, name -> new LongAdder()).add(documents);
  }

  /** Inputs seen since the last {@link #reset()}, by stage. */
  public static SortedMap<String, Long> snapshot() {
    SortedMap<String, Long> counts = new TreeMap<>();
    BY_STAGE.forEach((stage, documents) -> counts.put(stage, documents.sum()));
    return counts;
  }

  /** Forgets all counts: another run begins. */
  public static void reset() {
    BY_STAGE.clear();
  }
}
