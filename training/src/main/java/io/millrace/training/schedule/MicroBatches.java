package io.millrace.training.schedule;

import java.util.ArrayList;
import java.util.Arrays;
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

  /** The group of each micro-batch. */
  public int[] groupOf() {
    int[] groupOf = new int[count()];
    int[] starts = groupStarts();
    for (int group = 0; group + 1 < starts.length; group++) {
      Arrays.fill(groupOf, starts[group], starts[group + 1], group);
    }
    return groupOf;
  }

  /** Whether any micro-batch depends on another. */
  public boolean anyDependent() {
    return Collections.max(groupSizes) > 1;
  }

  /**
   * A micro-batch whose turn it is to go backward.
   *
   * @param microBatch its number
   * @param groupEnd one past the last of its group, all of which must have gone forward
   */
  record Turn(int microBatch, int groupEnd) {

    /** How many of its group come before it, on the way back. */
    int laterOfGroup() {
      return groupEnd - 1 - microBatch;
    }
  }

  /** The order of the backwards: group by group, from the last of each to its first. */
  List<Turn> backwardOrder() {
    List<Turn> order = new ArrayList<>();
    int[] starts = groupStarts();
    for (int group = 0; group + 1 < starts.length; group++) {
      for (int i = starts[group + 1] - 1; i >= starts[group]; i--) {
        order.add(new Turn(i, starts[group + 1]));
      }
    }
    return order;
  }

  /** With independent micro-batches added until their number is a multiple. */
  MicroBatches paddedTo(int multiple) {
    List<Integer> padded = new ArrayList<>(groupSizes);
    padded.addAll(Collections.nCopies(Math.floorMod(-count(), multiple), 1));
    return new MicroBatches(padded);
  }
}
