package io.millrace.transforms.stage;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the stages in this process have seen so far, for progress only: retried work counts again,
 * and stages in other processes are not seen.
 */
public final class LiveCounts {
  private static final Map<String, Long> BY_STAGE = new LinkedHashMap<>();

  private LiveCounts() {}

  /** Adds what a stage has just seen. */
  static void add(String stage, long documents) {
    synchronized (BY_STAGE) {
      BY_STAGE.merge(stage, documents, Long::sum);
    }
  }

  /**
   * Inputs seen since the last {@link #reset()}, by stage, in the order in which the stages began.
   */
  public static Map<String, Long> snapshot() {
    synchronized (BY_STAGE) {
      return new LinkedHashMap<>(BY_STAGE);
    }
  }

  /** Forgets all counts: another run begins. */
  public static void reset() {
    synchronized (BY_STAGE) {
      BY_STAGE.clear();
    }
  }
}
