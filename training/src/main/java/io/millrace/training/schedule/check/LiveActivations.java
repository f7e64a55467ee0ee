package io.millrace.training.schedule.check;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Action.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How much a worker keeps for its backwards, followed action by action. Activations are there from
 * the forward that keeps them, which is the recomputation where there is one, until the backward or
 * its half for the weights has ended.
 */
public final class LiveActivations {
  private final Set<Action> recomputed = new HashSet<>();
  private final ToDoubleFunction<Action> size;
  private double alive;

  /**
   * @param actions of the worker
   * @param size of the activations of an action's micro-batch at its stage
   */
  public LiveActivations(List<Action> actions, ToDoubleFunction<Action> size) {
    this.size = size;
    for (Action action : actions) {
      if (action.kind() == Kind.RECOMPUTE) {
        recomputed.add(action.as(Kind.FORWARD));
      }
    }
  }

  /**
   * Follows the worker's next action.
   *
   * @return the size of all that is alive while the action runs
   */
  public double during(Action action) {
    boolean keeps = action.kind() == Kind.FORWARD && !recomputed.contains(action);
    if (keeps || action.kind() == Kind.RECOMPUTE) {
      alive += size.applyAsDouble(action);
    }
    double during = alive;
    if (action.kind().freesActivations()) {
      alive -= size.applyAsDouble(action);
    }
    return during;
  }

  /**
   * The most that is alive at once.
   *
   * @param actions of a worker
   * @param size of the activations of an action's micro-batch at its stage
   */
  public static double peak(List<Action> actions, ToDoubleFunction<Action> size) {
    LiveActivations live = new LiveActivations(actions, size);
    return actions.stream().mapToDouble(live::during).max().orElse(0);
  }
}
