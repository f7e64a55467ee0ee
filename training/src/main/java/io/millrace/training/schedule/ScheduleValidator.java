package io.millrace.training.schedule;

import io.millrace.training.schedule.Action.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rejects schedules that would lose or double work, give wrong gradients, or never end. Steps are
 * counted from 0 within a worker's actions.
 */
public final class ScheduleValidator {
  private final Schedule schedule;
  private final MicroBatches microBatches;
  private final int[] groupOf;

  private ScheduleValidator(Schedule schedule, MicroBatches microBatches) {
    this.schedule = schedule;
    this.microBatches = microBatches;
    this.groupOf = groups(microBatches);
  }

  /**
   * Checks a schedule of training: every micro-batch forward and backward once through every stage.
   *
   * @throws InvalidScheduleException naming the stage and the step of the first fault
   */
  public static void validate(Schedule schedule, MicroBatches microBatches) {
    ScheduleValidator validator = new ScheduleValidator(schedule, microBatches);
    for (int worker = 0; worker < schedule.workers().size(); worker++) {
      validator.checkOrder(worker);
    }
    validator.checkComplete();
    validator.dryRun();
  }

  private static int[] groups(MicroBatches microBatches) {
    int[] groupOf = new int[microBatches.count()];
    int[] starts = microBatches.groupStarts();
    for (int group = 0; group + 1 < starts.length; group++) {
      java.util.Arrays.fill(groupOf, starts[group], starts[group + 1], group);
    }
    return groupOf;
  }

  private void checkOrder(int worker) {
    Set<Action> seen = new HashSet<>();
    Map<String, Integer> lastOfGroup = new HashMap<>();
    List<Action> actions = schedule.workers().get(worker);
    for (int step = 0; step < actions.size(); step++) {
      Action action = actions.get(step);
      require(
          action.stage() >= 0 && action.stage() < schedule.stages(),
          action,
          step,
          "is of no stage; there are " + schedule.stages());
      require(
          action.microBatch() >= 0 && action.microBatch() < microBatches.count(),
          action,
          step,
          "is of no micro-batch; there are " + microBatches.count());
      require(seen.add(action), action, step, "is there twice");
      if (action.kind() != Kind.FORWARD) {
        Action forward = Action.forward(action.stage(), action.microBatch());
        require(seen.contains(forward), action, step, "comes before " + forward);
      }
      if (action.kind() != Kind.RECOMPUTE) {
        checkDependence(action, step, lastOfGroup);
      }
    }
  }

  /** Within a group, forwards go up one by one and backwards go down from the last. */
  private void checkDependence(Action action, int step, Map<String, Integer> lastOfGroup) {
    int group = groupOf[action.microBatch()];
    int[] starts = microBatches.groupStarts();
    boolean forward = action.kind() == Kind.FORWARD;
    String key = action.stage() + action.kind().name() + group;
    int before = forward ? starts[group] - 1 : starts[group + 1];
    int expected = lastOfGroup.getOrDefault(key, before) + (forward ? 1 : -1);
    require(
        action.microBatch() == expected,
        action,
        step,
        "is out of order among dependent chunks; expected "
            + new Action(action.stage(), action.kind(), expected));
    lastOfGroup.put(key, action.microBatch());
  }

  private void checkComplete() {
    Map<Action, Integer> workerOf = new HashMap<>();
    for (int worker = 0; worker < schedule.workers().size(); worker++) {
      for (Action action : schedule.workers().get(worker)) {
        Integer other = workerOf.put(action, worker);
        if (other != null) {
          throw new InvalidScheduleException(
              "stage "
                  + action.stage()
                  + ": workers "
                  + other
                  + " and "
                  + worker
                  + " both have "
                  + action);
        }
      }
    }
    for (int stage = 0; stage < schedule.stages(); stage++) {
      for (int i = 0; i < microBatches.count(); i++) {
        for (Action action : List.of(Action.forward(stage, i), Action.backward(stage, i))) {
          if (!workerOf.containsKey(action)) {
            throw new InvalidScheduleException(
                "stage "
                    + stage
                    + ": "
                    + action
                    + " is missing, at the end (step "
                    + stepsOf(stage)
                    + ") at the latest");
          }
        }
      }
    }
  }

  private long stepsOf(int stage) {
    return schedule.workers().stream()
        .flatMap(List::stream)
        .filter(action -> action.stage() == stage)
        .count();
  }

  /** Runs the workers in rounds until nobody can go on. */
  private void dryRun() {
    int workers = schedule.workers().size();
    int[] next = new int[workers];
    Set<Action> done = new HashSet<>();
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int worker = 0; worker < workers; worker++) {
        List<Action> actions = schedule.workers().get(worker);
        while (next[worker] < actions.size() && waitsFor(actions.get(next[worker]), done) == null) {
          done.add(actions.get(next[worker]++));
          moved = true;
        }
      }
    }
    List<String> stuck = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      List<Action> actions = schedule.workers().get(worker);
      if (next[worker] < actions.size()) {
        Action action = actions.get(next[worker]);
        stuck.add(at(action, next[worker]) + " waits for " + waitsFor(action, done));
      }
    }
    if (!stuck.isEmpty()) {
      throw new InvalidScheduleException("deadlock: " + String.join("; ", stuck));
    }
  }

  /** What must be done before an action and is not, or null. */
  private Action waitsFor(Action action, Set<Action> done) {
    Action needed =
        switch (action.kind()) {
          case FORWARD ->
              action.stage() == 0 ? null : Action.forward(action.stage() - 1, action.microBatch());
          case BACKWARD ->
              action.stage() == schedule.stages() - 1
                  ? Action.forward(action.stage(), action.microBatch())
                  : Action.backward(action.stage() + 1, action.microBatch());
          case RECOMPUTE -> Action.forward(action.stage(), action.microBatch());
        };
    return needed == null || done.contains(needed) ? null : needed;
  }

  private static void require(boolean holds, Action action, int step, String fault) {
    if (!holds) {
      throw new InvalidScheduleException(at(action, step) + " " + fault);
    }
  }

  private static String at(Action action, int step) {
    return "stage " + action.stage() + ", step " + step + ": " + action;
  }
}
