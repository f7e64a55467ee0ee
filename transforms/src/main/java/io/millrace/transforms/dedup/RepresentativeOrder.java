package io.millrace.transforms.dedup;

import java.util.Comparator;
import java.util.Locale;

/**
 * Which member stands for a cluster of duplicates. Members that an order holds for equal are told
 * apart by the smallest id, then by the first place in the files. A document of an earlier run goes
 * before any of this.
 */
public enum RepresentativeOrder {
  /** The one with the most code points of text. */
  LONGEST(Comparator.comparing(Capture::codePoints).reversed()),
  /** The one with the fewest code points of text. */
  SHORTEST(Comparator.comparing(Capture::codePoints)),
  /** The one captured last. */
  LATEST(Comparator.comparing(Capture::date).reversed()),
  /** The one captured first. */
  EARLIEST(Comparator.comparing(Capture::date));

  private final Comparator<Capture> comparator;

  RepresentativeOrder(Comparator<Capture> order) {
    this.comparator =
        Comparator.comparing(Capture::generation)
            .thenComparing(order)
            .thenComparing(Capture.TIE_BREAK);
  }

  /** The one of two that stands for both. */
  Capture best(Capture a, Capture b) {
    return comparator.compare(a, b) <= 0 ? a : b;
  }

  /** As options name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
