package io.millrace.training.schedule;

import io.millrace.training.schedule.Action.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Any rule, retaining K chunks a group (ChunkFlow, 2503.02356, Algorithm 2): of a group's N chunks
 * the last K keep their activations, the others are computed again right before their backward, so
 * that there are 2N − K forwards where N > K.
 *
 * @param rule lays out the passes
 * @param retainedChunks K, at least 0
 */
public record RetainedChunks(PipelineSchedule rule, int retainedChunks)
    implements PipelineSchedule {

  /** Checks K. */
  public RetainedChunks {
    if (retainedChunks < 0) {
      throw new IllegalArgumentException(
          "retainedChunks must be at least 0, not " + retainedChunks);
    }
  }

  @Override
  public Schedule schedule(int workers, MicroBatches microBatches) {
    Schedule plain = rule.schedule(workers, microBatches);
    Set<Integer> recomputed = new HashSet<>();
    microBatches.backwardOrder().stream()
        .filter(turn -> turn.laterOfGroup() >= retainedChunks)
        .forEach(turn -> recomputed.add(turn.microBatch()));
    return new Schedule(
        plain.stages(),
        plain.workers().stream().map(actions -> withRecomputations(actions, recomputed)).toList());
  }

  private static List<Action> withRecomputations(List<Action> actions, Set<Integer> recomputed) {
    List<Action> all = new ArrayList<>();
    for (Action action : actions) {
      if (action.kind().sendsGradient() && recomputed.contains(action.microBatch())) {
        all.add(action.as(Kind.RECOMPUTE));
      }
      all.add(action);
    }
    return all;
  }
}
