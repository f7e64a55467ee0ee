package io.millrace.training.schedule.check;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.MicroBatches;
import io.millrace.training.schedule.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The most activations that may be alive at once with chunks of C tokens of which K of a group are
 * retained (ChunkFlow, 2503.02356, Section 4): max(1, K) chunks of a group, and (p − s − 1 + max(1,
 * K)) · C tokens at stage s of p.
 *
 * @param chunkTokens C, at least 1
 * @param retainedChunks K, at least 0
 */
public record ActivationBound(int chunkTokens, int retainedChunks) {

  /** Chunks of a group. */
  public int chunksOfGroup() {
    return Math.max(1, retainedChunks);
  }

  /** Tokens at a stage. */
  public long tokens(int stage, int stages) {
    return (stages - stage - 1L + chunksOfGroup()) * chunkTokens;
  }

  /**
   * Checks a schedule that {@link ScheduleValidator} accepts.
   *
   * @param microBatches those that the schedule is for
   * @param lengths of the micro-batches in tokens
   * @throws InvalidScheduleException naming stage and step of the first action that exceeds it
   */
  public void check(Schedule schedule, MicroBatches microBatches, List<Integer> lengths) {
    int[] groupOf = microBatches.groupOf();
    for (List<Action> worker : schedule.workers()) {
      checkEach(
          worker,
          Action::stage,
          action -> lengths.get(action.microBatch()),
          stage -> tokens(stage, schedule.stages()),
          "tokens");
      checkEach(
          worker,
          action -> List.of(action.stage(), groupOf[action.microBatch()]),
          action -> 1L,
          stageAndGroup -> (long) chunksOfGroup(),
          "chunks of a group");
    }
  }

  /** Checks what is alive of each part of a worker's actions against the part's limit. */
  private static <T> void checkEach(
      List<Action> worker,
      Function<Action, T> partOf,
      Function<Action, Number> size,
      Function<T, Long> limit,
      String unit) {
    Map<T, List<Action>> parts = new HashMap<>();
    worker.forEach(
        action ->
            parts.computeIfAbsent(partOf.apply(action), part -> new ArrayList<>()).add(action));
    Map<T, LiveActivations> live = new HashMap<>();
    parts.forEach(
        (part, actions) ->
            live.put(
                part, new LiveActivations(actions, action -> size.apply(action).doubleValue())));
    for (int step = 0; step < worker.size(); step++) {
      Action action = worker.get(step);
      T part = partOf.apply(action);
      long alive = Math.round(live.get(part).during(action));
      if (alive > limit.apply(part)) {
        throw new InvalidScheduleException(
            InvalidScheduleException.at(action, step)
                + " makes activations of "
                + alive
                + " "
                + unit
                + " alive; the bound is "
                + limit.apply(part));
      }
    }
  }
}
