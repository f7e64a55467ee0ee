package io.millrace.training.schedule;

import java.util.Collections;
import java.util.List;

/**
 * The micro-batches of a global batch, numbered through, as a schedule sees them: neighbours may
 * form a group of dependent chunks, whose forwards must ascend and whose backwards must descend.
 *
 * @param groupSizes number of micro-batches of each group, each at least 1
 */
public record MicroBatches(List<Integer> groupSizes) {

  /** Copies and checks the sizes. */
  public MicroBatches {
    groupSizes = List.copyOf(groupSizes);
    if (groupSizes.isEmpty() || Collections.min(groupSizes) < 1) {
      throw new IllegalArgumentException("group sizes must be at least 1: " + groupSizes);
    }
  }

  /** Micro-batches that do not depend on each other. */
  public static MicroBatches independent(int count) {
    return new MicroBatches(Collections.nCopies(count, 1));
  }

  /** The number of micro-batches. */
  public int count() {
    return groupSizes.stream().mapToInt(Integer::intValue).sum();
  }

  /** The first micro-batch of each group, and one past the last of all. */
  public int[] groupStarts() {
    int[] starts = new int[groupSizes.size() + 1];
    for (int group = 0; group < groupSizes.size(); group++) {
      starts[group + 1] = starts[group] + groupSizes.get(group);
    }
    return starts;
  }

  /** Whether any micro-batch depends on another. */
  public boolean anyDependent() {
    return Collections.max(groupSizes) > 1;
  }
}
