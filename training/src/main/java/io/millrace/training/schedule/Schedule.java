package io.millrace.training.schedule;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What each worker does, in order. Prints as a line a worker, {@code F0 F1 B1 B0}, with the stage
 * before each action ({@code 2F0}) where workers have several stages.
 *
 * @param stages of the model
 * @param workers the actions of each worker
 */
public record Schedule(int stages, List<List<Action>> workers) {

  /** Copies the lists. */
  public Schedule {
    workers = workers.stream().map(List::copyOf).toList();
  }

  /** The number of micro-batches: one more than the greatest number of an action. */
  public int microBatches() {
    return 1 + actions().mapToInt(Action::microBatch).max().orElse(-1);
  }

  /** All actions, worker by worker. */
  public Stream<Action> actions() {
    return workers.stream().flatMap(List::stream);
  }

  @Override
  public String toString() {
    Function<Action, String> print = oneStageEach() ? Action::brief : Action::toString;
    return workers.stream()
        .map(actions -> actions.stream().map(print).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n"));
  }

  /** Whether each worker has the stage of its number alone. */
  public boolean oneStageEach() {
    return stages == workers.size()
        && IntStream.range(0, stages)
            .allMatch(
                worker ->
                    workers.get(worker).stream().allMatch(action -> action.stage() == worker));
  }
}
