package io.millrace.training.schedule;

import java.util.List;
import java.util.stream.Collectors;

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

  @Override
  public String toString() {
    return workers.stream()
        .map(actions -> actions.stream().map(this::print).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n"));
  }

  private String print(Action action) {
    return stages == workers.size() ? action.brief() : action.toString();
  }
}
