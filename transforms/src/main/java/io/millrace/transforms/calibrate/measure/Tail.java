package io.millrace.transforms.calibrate.measure;

import java.util.NavigableMap;
import java.util.SortedMap;

/** Which measurements a rule drops. */
public enum Tail {
  /** Those under the threshold. */
  LOW {
    @Override
    boolean cuts(double value, double threshold) {
      return value < threshold;
    }

    @Override
    <V> SortedMap<Long, V> fromTheEnd(NavigableMap<Long, V> bins) {
      return bins;
    }
  },

  /** Those over the threshold. */
  HIGH {
    @Override
    boolean cuts(double value, double threshold) {
      return value > threshold;
    }

    @Override
    <V> SortedMap<Long, V> fromTheEnd(NavigableMap<Long, V> bins) {
      return bins.descendingMap();
    }
  };

  /** Whether a rule with this threshold drops this value. */
  abstract boolean cuts(double value, double threshold);

  /** Bins from the first that is dropped on. */
  abstract <V> SortedMap<Long, V> fromTheEnd(NavigableMap<Long, V> bins);
}
