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

  /**
   * The worker of each stage, in the order of the stages.
   *
   * @throws IllegalArgumentException if a stage has no action, or several workers
   */
  public List<Integer> workerOfStage() {
    return IntStream.range(0, stages).mapToObj(this::workerOf).toList();
  }

  private int workerOf(int stage) {
    List<Integer> having =
        IntStream.range(0, workers.size())
            .filter(
                worker -> workers.get(worker).stream().anyMatch(action -> action.stage() == stage))
            .boxed()
            .toList();
    if (having.size() != 1) {
      throw new IllegalArgumentException(
          "stage " + stage + " is of workers " + having + "; it must be of one");
    }
    return having.get(0);
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
