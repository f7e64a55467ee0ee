package io.millrace.training.schedule.check;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Action.Kind;
import io.millrace.training.schedule.MicroBatches;
import io.millrace.training.schedule.Schedule;
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
  private final int[] groupStarts;

  private ScheduleValidator(Schedule schedule, MicroBatches microBatches) {
    this.schedule = schedule;
    this.microBatches = microBatches;
    this.groupOf = microBatches.groupOf();
    this.groupStarts = microBatches.groupStarts();
  }

  /**
   * Checks a schedule of training: every micro-batch once forward and once backward, whole or in
   * its two halves, through every stage.
   *
   * @throws InvalidScheduleException naming the stage and the step of the first fault
   */
  public static void validate(Schedule schedule, MicroBatches microBatches) {
    ScheduleValidator validator = new ScheduleValidator(schedule, microBatches);
    for (List<Action> actions : schedule.workers()) {
      validator.checkOrder(actions);
    }
    validator.checkComplete();
    validator.checkWorkers();
    validator.dryRun();
  }

  private void checkOrder(List<Action> actions) {
    Set<Action> seen = new HashSet<>();
    Map<String, Integer> lastOfGroup = new HashMap<>();
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
      require(!seen.contains(action), action, step, "is there twice");
      checkPasses(action, step, seen);
      checkDependence(action, step, lastOfGroup);
      seen.add(action);
    }
  }

  /** The passes of one micro-batch through one stage: F, R if at all, then B, or I before W. */
  private static void checkPasses(Action action, int step, Set<Action> seen) {
    Action before =
        action.as(action.kind() == Kind.WEIGHT_GRADIENT ? Kind.INPUT_GRADIENT : Kind.FORWARD);
    require(
        action.kind() == Kind.FORWARD || seen.contains(before),
        action,
        step,
        "comes before " + before);
    if (action.kind() == Kind.RECOMPUTE || action.kind().sendsGradient()) {
      for (Kind kind : List.of(Kind.BACKWARD, Kind.INPUT_GRADIENT)) {
        Action backward = action.as(kind);
        require(
            !seen.contains(backward),
            action,
            step,
            "comes after " + backward + ", a backward of the same micro-batch");
      }
    }
  }

  /** Within a group, forwards go up one by one and backwards go down from the last. */
  private void checkDependence(Action action, int step, Map<String, Integer> lastOfGroup) {
    boolean forward = action.kind() == Kind.FORWARD;
    if (!forward && !action.kind().sendsGradient()) {
      return;
    }
    int group = groupOf[action.microBatch()];
    String key = action.stage() + action.delivers().kind().name() + group;
    int before = forward ? groupStarts[group] - 1 : groupStarts[group + 1];
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
      List<Action> actions = schedule.workers().get(worker);
      for (int step = 0; step < actions.size(); step++) {
        Integer other = workerOf.put(actions.get(step), worker);
        require(
            other == null,
            actions.get(step),
            step,
            "is there twice: workers " + other + " and " + worker + " have it");
      }
    }
    for (int stage = 0; stage < schedule.stages(); stage++) {
      for (int i = 0; i < microBatches.count(); i++) {
        Action backward = Action.backward(stage, i);
        checkPresent(Action.forward(stage, i), workerOf);
        if (workerOf.containsKey(backward.as(Kind.INPUT_GRADIENT))) {
          checkPresent(backward.as(Kind.WEIGHT_GRADIENT), workerOf);
        } else {
          checkPresent(backward, workerOf);
        }
      }
    }
  }

  /** A stage's weights are on one device. */
  private void checkWorkers() {
    Map<Integer, Integer> workerOf = new HashMap<>();
    for (int worker = 0; worker < schedule.workers().size(); worker++) {
      List<Action> actions = schedule.workers().get(worker);
      for (int step = 0; step < actions.size(); step++) {
        Integer owner = workerOf.putIfAbsent(actions.get(step).stage(), worker);
        require(
            owner == null || owner == worker,
            actions.get(step),
            step,
            "is of worker " + worker + ", but worker " + owner + " has the stage");
      }
    }
  }

  private void checkPresent(Action action, Map<Action, Integer> workerOf) {
    if (!workerOf.containsKey(action)) {
      long steps = schedule.actions().filter(other -> other.stage() == action.stage()).count();
      throw new InvalidScheduleException(
          "stage "
              + action.stage()
              + ": "
              + action
              + " is missing, at the end (step "
              + steps
              + ") at the latest");
    }
  }

  /** Runs the workers in rounds until nobody can go on. */
  private void dryRun() {
    int workers = schedule.workers().size();
    int[] next = new int[workers];
    Set<Action> delivered = new HashSet<>();
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int worker = 0; worker < workers; worker++) {
        List<Action> actions = schedule.workers().get(worker);
        while (next[worker] < actions.size() && canRun(actions.get(next[worker]), delivered)) {
          delivered.add(actions.get(next[worker]++).delivers());
          moved = true;
        }
      }
    }
    List<String> stuck = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      List<Action> actions = schedule.workers().get(worker);
      if (next[worker] < actions.size()) {
        Action action = actions.get(next[worker]);
        stuck.add(
            InvalidScheduleException.at(action, next[worker])
                + " waits for "
                + action.awaits(schedule.stages()).orElseThrow());
      }
    }
    if (!stuck.isEmpty()) {
      throw new InvalidScheduleException("deadlock: " + String.join("; ", stuck));
    }
  }

  private boolean canRun(Action action, Set<Action> delivered) {
    return action.awaits(schedule.stages()).map(delivered::contains).orElse(true);
  }

  private static void require(boolean holds, Action action, int step, String fault) {
    if (!holds) {
      throw new InvalidScheduleException(InvalidScheduleException.at(action, step) + " " + fault);
    }
  }
}
