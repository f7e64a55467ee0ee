package io.millrace.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.training.cost.CostModel;
import io.millrace.training.cost.GroupOrder;
import io.millrace.training.cost.TokenCosts;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {
  /** ChunkFlow's worked example: four stages, a backward of two forwards. */
  private static final CostModel EXAMPLE = new TokenCosts(4, 1, 2, 1, 0);

  private static final List<List<Integer>> BATCH = List.of(List.of(4, 2, 1, 1));

  @Test
  void oneMoreWarmUpForwardBeatsChunkFlowsOwnSchedule() {
    PlannedRun usual = stateAware(example(GroupOrder.STANDALONE_FIRST, List.of(0)), 2, 0);
    PlannedRun extra = stateAware(example(GroupOrder.STANDALONE_FIRST, List.of(0, 1)), 2, 1);
    assertThat(usual.makespan()).isCloseTo(46, within(1e-9));
    assertThat(usual.bubble()).isCloseTo(0.478, within(5e-4));
    assertThat(extra.makespan()).isCloseTo(42, within(1e-9));
    // The first stage, which holds most, holds no more; two others hold a chunk more.
    assertThat(usual.peakMemory()).isEqualTo(8);
    assertThat(extra.peakMemory()).isEqualTo(8);
  }

  @Test
  void longSequencesFirstReachTheSameTimeWithTheUsualWarmUp() {
    List<PlannedRun> runs = example(GroupOrder.DEPENDENT_FIRST, List.of(0, 1, 2));
    PlannedRun best =
        runs.stream().filter(run -> run.candidate().isStateAware()).findFirst().orElseThrow();
    assertThat(best.makespan()).isCloseTo(42, within(1e-9));
    assertThat(best.candidate().settings().extraWarmUp()).isZero();
    assertThat(best.peakMemory()).isEqualTo(8);
  }

  @Test
  void theFastestComesFirstAndOfEquallyFastOnesTheSmallest() {
    List<PlannedRun> runs = example(GroupOrder.DEPENDENT_FIRST, List.of(0, 1, 2));
    assertThat(runs)
        .isSortedAccordingTo(
            Comparator.comparingDouble(PlannedRun::makespan)
                .thenComparingDouble(PlannedRun::peakMemory));
  }

  @Test
  void ofWarmUpsThatTakeAsMuchTimeAndMemoryTheBetterIsLeft() {
    assertThat(example(GroupOrder.STANDALONE_FIRST, List.of(0, 1)))
        .filteredOn(run -> run.candidate().isStateAware())
        .extracting(run -> run.candidate().settings().extraWarmUp())
        .containsOnly(1);
    assertThat(example(GroupOrder.DEPENDENT_FIRST, List.of(0, 1, 2)))
        .extracting(run -> run.candidate().settings().extraWarmUp())
        .containsOnly(0);
  }

  @Test
  void retainingFewerChunksTakesMoreTimeAndLessMemory() {
    List<PlannedRun> runs = example(GroupOrder.DEPENDENT_FIRST, List.of(0));
    assertThat(stateAware(runs, 1, 0).makespan()).isGreaterThan(stateAware(runs, 2, 0).makespan());
    assertThat(stateAware(runs, 1, 0).peakMemory()).isLessThan(stateAware(runs, 2, 0).peakMemory());
  }

  @Test
  void timesOfSeveralBatchesAddUp() {
    SearchSpace space =
        new SearchSpace(
            4,
            List.of(2),
            List.of(GroupOrder.DEPENDENT_FIRST),
            List.of(2),
            List.of(0),
            Collections.emptyList());
    List<Integer> batch = BATCH.get(0);
    double one = new Planner(space, EXAMPLE, BATCH).search().get(0).makespan();
    List<PlannedRun> three = new Planner(space, EXAMPLE, List.of(batch, batch, batch)).search();
    assertThat(three.get(0).makespan()).isCloseTo(3 * one, within(1e-9));
  }

  @Test
  void sizesOfChunksReachFromAFractionOfTheLongestToSeveral() {
    assertThat(SearchSpace.usualChunkTokens(4)).containsExactly(1, 2, 4, 8, 16);
    assertThat(SearchSpace.usualChunkTokens(1)).containsExactly(1, 2, 4);
    assertThat(SearchSpace.usualChunkTokens(1000)).startsWith(8).endsWith(2048);
  }

  @Test
  void onlyWhatTheTrainerDoesIsRunnable() {
    List<PlannedRun> runs = example(GroupOrder.DEPENDENT_FIRST, List.of(0));
    assertThat(runs).allMatch(run -> run.candidate().isRunnable());
    assertThat(example(GroupOrder.STANDALONE_FIRST, List.of(0)))
        .noneMatch(run -> run.candidate().isRunnable());
  }

  private static List<PlannedRun> example(GroupOrder order, List<Integer> extraWarmUps) {
    SearchSpace space =
        new SearchSpace(
            4, List.of(2), List.of(order), Collections.emptyList(), extraWarmUps, List.of(2));
    return new Planner(space, EXAMPLE, BATCH).search();
  }

  private static PlannedRun stateAware(List<PlannedRun> runs, int retained, int extraWarmUp) {
    return runs.stream()
        .filter(run -> run.candidate().isStateAware())
        .filter(run -> run.candidate().settings().retainedChunks() == retained)
        .filter(run -> run.candidate().settings().extraWarmUp() == extraWarmUp)
        .findFirst()
        .orElseThrow();
  }
}
