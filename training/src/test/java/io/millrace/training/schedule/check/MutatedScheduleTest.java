package io.millrace.training.schedule.check;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Action.Kind;
import io.millrace.training.schedule.GPipe;
import io.millrace.training.schedule.InterleavedOneFOneB;
import io.millrace.training.schedule.MicroBatches;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.StateAwareOneFOneB;
import io.millrace.training.schedule.ZeroBubbleH1;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Valid schedules with one defect each, at a random place: every one must be found. */
class MutatedScheduleTest {
  private static final List<PipelineSchedule> RULES =
      List.of(
          new GPipe(),
          new StateAwareOneFOneB(),
          new StateAwareOneFOneB(1, 0),
          new InterleavedOneFOneB(2),
          new ZeroBubbleH1());

  private enum Defect {
    MISSING("missing|comes before|out of order") {
      @Override
      void strike(List<Action> actions, int[] groupOf, Random random) {
        int step = random.nextInt(actions.size());
        if (actions.get(step).kind() == Kind.RECOMPUTE) {
          step++; // A recomputation may be missing: its forward then keeps the activations.
        }
        actions.remove(step);
      }
    },
    DOUBLED("is there twice") {
      @Override
      void strike(List<Action> actions, int[] groupOf, Random random) {
        int step = random.nextInt(actions.size());
        int later = step + 1 + random.nextInt(actions.size() - step);
        actions.add(later, actions.get(step));
      }
    },
    BACKWARD_BEFORE_FORWARD("comes before") {
      @Override
      void strike(List<Action> actions, int[] groupOf, Random random) {
        List<Action> forwards =
            actions.stream().filter(action -> action.kind() == Kind.FORWARD).toList();
        Action forward = forwards.get(random.nextInt(forwards.size()));
        Action backward =
            actions.stream()
                .filter(action -> action.kind().sendsGradient())
                .filter(action -> action.equals(forward.as(action.kind())))
                .findFirst()
                .orElseThrow();
        actions.remove(backward);
        actions.add(actions.indexOf(forward), backward);
      }
    },
    DEPENDENT_BACKWARDS_ASCENDING("out of order|comes before|comes after") {
      @Override
      void strike(List<Action> actions, int[] groupOf, Random random) {
        swap(actions, groupOf, random, action -> action.kind().sendsGradient());
      }
    },
    DEPENDENT_FORWARDS_DESCENDING("out of order") {
      @Override
      void strike(List<Action> actions, int[] groupOf, Random random) {
        swap(actions, groupOf, random, action -> action.kind() == Kind.FORWARD);
      }
    },
    DEADLOCK("deadlock") {
      @Override
      void strike(List<Action> actions, int[] groupOf, Random random) {
        // The last worker's independent first micro-batch last of all, while others wait for it.
        List<Action> first = actions.stream().filter(action -> action.microBatch() == 0).toList();
        actions.removeAll(first);
        actions.addAll(first);
      }
    };

    private final String message;

    Defect(String message) {
      this.message = message;
    }

    abstract void strike(List<Action> actions, int[] groupOf, Random random);

    /** Swaps two passes of one kind of a stage and group. */
    private static void swap(
        List<Action> actions, int[] groupOf, Random random, Predicate<Action> chosen) {
      List<Integer> steps =
          IntStream.range(0, actions.size())
              .filter(step -> chosen.test(actions.get(step)))
              .filter(step -> groupOf[actions.get(step).microBatch()] == 1)
              .boxed()
              .toList();
      int one = steps.get(random.nextInt(steps.size()));
      List<Integer> others =
          steps.stream()
              .filter(step -> step != one)
              .filter(step -> actions.get(step).stage() == actions.get(one).stage())
              .toList();
      Collections.swap(actions, one, others.get(random.nextInt(others.size())));
    }
  }

  @ParameterizedTest
  @EnumSource(Defect.class)
  void everyDefectIsFoundAndNamedWithItsStage(Defect defect) {
    Random random = new Random(9);
    for (int trial = 0; trial < 200; trial++) {
      PipelineSchedule rule = RULES.get(trial % RULES.size());
      // The second group is of dependent chunks; the first is one that others can wait for.
      MicroBatches microBatches =
          new MicroBatches(List.of(1, 2 + random.nextInt(4), 1 + random.nextInt(3), 8));
      int workers = 2 + random.nextInt(3);
      Schedule valid = rule.schedule(workers, microBatches);
      int worker = defect == Defect.DEADLOCK ? workers - 1 : random.nextInt(workers);
      List<List<Action>> mutated = new ArrayList<>(valid.workers());
      mutated.set(worker, new ArrayList<>(valid.workers().get(worker)));
      defect.strike(mutated.get(worker), microBatches.groupOf(), random);
      Schedule schedule = new Schedule(valid.stages(), mutated);
      if (defect == Defect.DEADLOCK && rule instanceof GPipe) {
        continue; // Nobody waits for the first before the last is through.
      }
      assertThatThrownBy(() -> ScheduleValidator.validate(schedule, microBatches))
          .as(schedule.toString())
          .isInstanceOf(InvalidScheduleException.class)
          .hasMessageMatching("(?s).*stage \\d+.*")
          .hasMessageMatching("(?s).*step \\d+.*")
          .hasMessageMatching("(?s).*(" + defect.message + ").*");
    }
  }
}
