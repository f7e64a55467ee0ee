package io.millrace.training.plan;

import io.millrace.training.cost.CostModel;
import io.millrace.training.cost.GroupOrder;
import io.millrace.training.schedule.text.ScheduleName;
import io.millrace.training.schedule.text.ScheduleName.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The candidates of a search: every schedule with every combination of what it depends on.
 *
 * @param workers devices of the pipeline
 * @param chunkTokens sizes of chunks to try
 * @param orders which groups go first
 * @param retainedChunks K to try; empty for 0, 1, 2, 4 and so on up to the largest group
 * @param extraWarmUps of 1F1B
 * @param virtualStages of each device, where interleaved
 */
public record SearchSpace(
    int workers,
    List<Integer> chunkTokens,
    List<GroupOrder> orders,
    List<Integer> retainedChunks,
    List<Integer> extraWarmUps,
    List<Integer> virtualStages) {

  /** The smallest chunk to try is about the longest sequence over this. */
  private static final int MOST_CHUNKS = 64;

  /** The largest holds about so many of the longest sequence. */
  private static final int MOST_SEQUENCES = 4;

  /** Copies the lists. */
  public SearchSpace {
    chunkTokens = List.copyOf(chunkTokens);
    orders = List.copyOf(orders);
    retainedChunks = List.copyOf(retainedChunks);
    extraWarmUps = List.copyOf(extraWarmUps);
    virtualStages = List.copyOf(virtualStages);
  }

  /** Powers of two from a fraction of the longest sequence to several of them. */
  public static List<Integer> usualChunkTokens(int longestSequence) {
    List<Integer> sizes = new ArrayList<>();
    long size = Integer.highestOneBit(Math.max(1, longestSequence / MOST_CHUNKS));
    long largest = Math.min(MOST_SEQUENCES * (long) longestSequence, Integer.MAX_VALUE);
    for (; size <= largest; size *= 2) {
      sizes.add((int) size);
    }
    return sizes;
  }

  /**
   * The candidates of one size of chunks.
   *
   * @param chunkSize C
   * @param largestGroup the most chunks of a sequence
   * @param costs says how the model may be cut
   */
  List<Candidate> candidates(int chunkSize, int largestGroup, CostModel costs) {
    List<Candidate> candidates = new ArrayList<>();
    for (GroupOrder order : largestGroup > 1 ? orders : orders.subList(0, 1)) {
      rules(largestGroup)
          .forEach(
              rule -> {
                int stages = workers * (isInterleaved(rule) ? rule.settings.virtualStages() : 1);
                for (List<Integer> split : costs.splits(stages, chunkSize)) {
                  candidates.add(new Candidate(chunkSize, order, rule.name, rule.settings, split));
                }
              });
    }
    return candidates;
  }

  private record Rule(ScheduleName name, Settings settings) {}

  private static boolean isInterleaved(Rule rule) {
    return rule.name == ScheduleName.INTERLEAVED;
  }

  private Stream<Rule> rules(int largestGroup) {
    Settings plain = new Settings(largestGroup, 0, 1);
    Stream<Rule> unretained =
        Stream.of(ScheduleName.GPIPE, ScheduleName.ZERO_BUBBLE_H1)
            .map(name -> new Rule(name, plain));
    Stream<Rule> interleaved =
        virtualStages.stream()
            .map(v -> new Rule(ScheduleName.INTERLEAVED, new Settings(largestGroup, 0, v)));
    Stream<Rule> stateAware =
        retained(largestGroup)
            .flatMap(
                k ->
                    extraWarmUps.stream()
                        .map(
                            extra ->
                                new Rule(
                                    ScheduleName.STATE_AWARE_ONE_F_ONE_B,
                                    new Settings(k, extra, 1))));
    return Stream.of(stateAware, unretained, interleaved).flatMap(rules -> rules);
  }

  /** More than the largest group is no other schedule. */
  private Stream<Integer> retained(int largestGroup) {
    if (!retainedChunks.isEmpty()) {
      return retainedChunks.stream().map(k -> Math.min(k, largestGroup)).distinct();
    }
    IntStream powers = IntStream.iterate(1, k -> k < largestGroup, k -> 2 * k);
    return Stream.of(IntStream.of(0), powers, IntStream.of(largestGroup)).flatMap(IntStream::boxed);
  }
}
