package io.millrace.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
  @Test
  void gpipeGoesForwardThroughAllAndBackInTheOppositeOrder() {
    assertThat(new GPipe().schedule(2, MicroBatches.independent(3)))
        .hasToString("F0 F1 F2 B2 B1 B0\nF0 F1 F2 B2 B1 B0");
  }

  @Test
  void oneForwardOneBackwardOnTwoStages() {
    assertThat(new StateAwareOneFOneB().schedule(2, MicroBatches.independent(4)))
        .hasToString("F0 F1 B0 F2 B1 F3 B2 B3\nF0 B0 F1 B1 F2 B2 F3 B3");
  }

  @Test
  void oneForwardOneBackwardOnFourStages() {
    assertThat(new StateAwareOneFOneB().schedule(4, MicroBatches.independent(8)))
        .hasToString(
            """
            F0 F1 F2 F3 B0 F4 B1 F5 B2 F6 B3 F7 B4 B5 B6 B7
            F0 F1 F2 B0 F3 B1 F4 B2 F5 B3 F6 B4 F7 B5 B6 B7
            F0 F1 B0 F2 B1 F3 B2 F4 B3 F5 B4 F6 B5 F7 B6 B7
            F0 B0 F1 B1 F2 B2 F3 B3 F4 B4 F5 B5 F6 B6 F7 B7""");
  }

  @Test
  void dependentChunksGoBackwardFromTheLast() {
    assertThat(new StateAwareOneFOneB().schedule(2, new MicroBatches(List.of(1, 3, 1))))
        .hasToString("F0 F1 B0 F2 F3 F4 B3 B2 B1 B4\nF0 B0 F1 F2 F3 B3 B2 B1 F4 B4");
  }

  @Test
  void actionsOfWorkersWithSeveralStagesPrintTheStage() {
    Schedule schedule =
        new Schedule(2, List.of(List.of(Action.forward(0, 0), Action.forward(1, 0))));
    assertThat(schedule).hasToString("0F0 1F0");
  }

  @ParameterizedTest
  @CsvSource({"2,4,15", "4,4,21", "4,8,33", "4,16,57", "8,8,45", "8,32,117"})
  void makespansAreTheKnownOnes(int stages, int microBatches, int makespan) {
    MicroBatches equal = MicroBatches.independent(microBatches);
    assertThat(makespan(new GPipe().schedule(stages, equal))).isEqualTo(makespan);
    assertThat(makespan(new StateAwareOneFOneB().schedule(stages, equal))).isEqualTo(makespan);
  }

  @Test
  void chunkFlowsExampleWithBothChunksRetainedTakes46() {
    Schedule schedule = new StateAwareOneFOneB().schedule(4, new MicroBatches(List.of(1, 1, 2)));
    // Its chunks are two units long.
    assertThat(2 * makespan(schedule)).isLessThanOrEqualTo(46);
  }

  static Stream<PipelineSchedule> rules() {
    return Stream.of(new GPipe(), new StateAwareOneFOneB());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyScheduleIsValidWhateverTheGroups(PipelineSchedule rule) {
    Random random = new Random(3);
    for (int trial = 0; trial < 100; trial++) {
      MicroBatches microBatches =
          new MicroBatches(
              IntStream.range(0, 1 + random.nextInt(6))
                  .mapToObj(i -> 1 + random.nextInt(4))
                  .toList());
      int stages = 1 + random.nextInt(5);
      ScheduleValidator.validate(rule.schedule(stages, microBatches), microBatches);
    }
  }

  /** The time until all is done if F takes 1, B takes 2, and links take none. */
  private static int makespan(Schedule schedule) {
    Map<Action, Integer> ends = new HashMap<>();
    int[] next = new int[schedule.workers().size()];
    int[] free = new int[schedule.workers().size()];
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int worker = 0; worker < next.length; worker++) {
        List<Action> actions = schedule.workers().get(worker);
        while (next[worker] < actions.size()) {
          Action action = actions.get(next[worker]);
          boolean forward = action.kind() == Action.Kind.FORWARD;
          int neighbour = action.stage() + (forward ? -1 : 1);
          boolean alone = neighbour < 0 || neighbour >= schedule.stages();
          Action needed = new Action(neighbour, action.kind(), action.microBatch());
          if (!alone && !ends.containsKey(needed)) {
            break;
          }
          free[worker] = Math.max(free[worker], ends.getOrDefault(needed, 0)) + (forward ? 1 : 2);
          ends.put(action, free[worker]);
          next[worker]++;
          moved = true;
        }
      }
    }
    return IntStream.of(free).max().orElseThrow();
  }
}
