package io.millrace.training.cost;

import io.millrace.training.packing.ChunkGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which chunk groups of a global batch go first. */
public enum GroupOrder {
  /** Long sequences, then the chunks that short ones share; as the trainer does. */
  DEPENDENT_FIRST,
  /** The chunks that short sequences share, then long ones; as in ChunkFlow's worked example. */
  STANDALONE_FIRST;

  /**
   * The order of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static GroupOrder of(String label) {
    return Arrays.stream(values())
        .filter(order -> order.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--groupOrder="
                        + label
                        + " is none; give dependent-first or standalone-first"));
  }

  /** The name as an option has it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  List<ChunkGroup> sort(List<ChunkGroup> groups) {
    Predicate<ChunkGroup> first =
        this == DEPENDENT_FIRST ? group -> group.size() > 1 : group -> group.size() == 1;
    List<ChunkGroup> sorted = new ArrayList<>();
    Stream.of(first, first.negate())
        .forEach(part -> groups.stream().filter(part).forEach(sorted::add));
    return sorted;
  }
}
