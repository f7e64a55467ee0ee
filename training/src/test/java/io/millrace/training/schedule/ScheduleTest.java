package io.millrace.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.schedule.Action.Kind;
import io.millrace.training.schedule.check.ActivationBound;
import io.millrace.training.schedule.check.LiveActivations;
import io.millrace.training.schedule.check.ScheduleValidator;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
  @Test
  void gpipeGoesForwardThroughAllAndBackInTheOppositeOrder() {
    assertThat(new GPipe().schedule(2, MicroBatches.independent(3)))
        .hasToString("F0 F1 F2 B2 B1 B0\nF0 F1 F2 B2 B1 B0");
  }

  @Test
  void oneForwardOneBackwardIsTheKnownOne() {
    KnownSchedules.of("one_f_one_b")
        .forEach(
            known ->
                assertThat(
                        new StateAwareOneFOneB()
                            .schedule(
                                known.getKey().workers(),
                                MicroBatches.independent(known.getKey().microBatches())))
                    .hasToString(KnownSchedules.lines(known.getValue())));
  }

  @Test
  void interleavedIsTheKnownOne() {
    KnownSchedules.of("interleaved")
        .forEach(
            known ->
                assertThat(
                        new InterleavedOneFOneB(known.getKey().virtualStages())
                            .schedule(
                                known.getKey().workers(),
                                MicroBatches.independent(known.getKey().microBatches())))
                    .hasToString(KnownSchedules.lines(known.getValue())));
  }

  @Test
  void interleavedFillsTheLastBlockWithEmptyMicroBatchesAndLeavesThemOut() {
    assertThat(new InterleavedOneFOneB(2).schedule(2, MicroBatches.independent(1)))
        .hasToString("0F0 2F0 2B0 0B0\n1F0 3F0 3B0 1B0");
  }

  @Test
  void interleavedOverOneVirtualStageKeepsOneMoreForwardInFlightAStage() {
    // Megatron-LM's warm-up is 2 (p − s − 1), so that a worker can send and receive at once.
    assertThat(new InterleavedOneFOneB(1).schedule(2, MicroBatches.independent(4)))
        .hasToString("F0 F1 F2 B0 F3 B1 B2 B3\nF0 B0 F1 B1 F2 B2 F3 B3");
  }

  @Test
  void zeroBubbleDefersWeightGradientsByTheStage() {
    assertThat(new ZeroBubbleH1().schedule(2, MicroBatches.independent(3)))
        .hasToString("F0 F1 I0 W0 F2 I1 W1 I2 W2\nF0 I0 F1 I1 W0 F2 I2 W1 W2");
  }

  @Test
  void dependentChunksGoBackwardFromTheLast() {
    MicroBatches microBatches = new MicroBatches(List.of(1, 3, 1));
    assertThat(new StateAwareOneFOneB().schedule(2, microBatches))
        .hasToString("F0 F1 B0 F2 F3 F4 B3 B2 B1 B4\nF0 B0 F1 F2 F3 B3 B2 B1 F4 B4");
    assertThat(new ZeroBubbleH1().schedule(1, microBatches))
        .hasToString("F0 I0 W0 F1 F2 F3 I3 W3 I2 W2 I1 W1 F4 I4 W4");
  }

  @Test
  void chunksBeyondTheRetainedOnesAreRecomputedRightBeforeTheirBackward() {
    MicroBatches microBatches = new MicroBatches(List.of(3, 1));
    assertThat(new StateAwareOneFOneB(1, 0).schedule(1, microBatches))
        .hasToString("F0 F1 F2 B2 R1 B1 R0 B0 F3 B3");
    assertThat(new StateAwareOneFOneB(0, 0).schedule(1, microBatches))
        .hasToString("F0 F1 F2 R2 B2 R1 B1 R0 B0 F3 R3 B3");
  }

  @Test
  void anExtraWarmUpForwardComesBeforeTheFirstBackwardOfEveryStage() {
    assertThat(new StateAwareOneFOneB(4, 1).schedule(2, MicroBatches.independent(4)))
        .hasToString("F0 F1 F2 B0 F3 B1 B2 B3\nF0 F1 B0 F2 B1 F3 B2 B3");
  }

  @Test
  void actionsOfWorkersWithSeveralStagesPrintTheStage() {
    Schedule schedule =
        new Schedule(2, List.of(List.of(Action.forward(0, 0), Action.forward(1, 0))));
    assertThat(schedule).hasToString("0F0 1F0");
  }

  @Test
  void actionsOfStagesInAnotherOrderThanTheWorkersPrintTheStage() {
    Schedule schedule =
        new Schedule(2, List.of(List.of(Action.forward(1, 0)), List.of(Action.forward(0, 0))));
    assertThat(schedule).hasToString("1F0\n0F0");
  }

  static Stream<PipelineSchedule> rules() {
    return Stream.of(
        new GPipe(),
        new StateAwareOneFOneB(),
        new StateAwareOneFOneB(0, 0),
        new StateAwareOneFOneB(2, 0),
        new StateAwareOneFOneB(3, 2),
        new InterleavedOneFOneB(1),
        new InterleavedOneFOneB(2),
        new InterleavedOneFOneB(3),
        new ZeroBubbleH1());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyScheduleIsValidWhateverTheGroups(PipelineSchedule rule) {
    Random random = new Random(3);
    for (int trial = 0; trial < 300; trial++) {
      MicroBatches microBatches = groups(random, 1 + random.nextInt(8));
      int workers = 1 + random.nextInt(6);
      ScheduleValidator.validate(rule.schedule(workers, microBatches), microBatches);
    }
  }

  @Test
  void aGroupOfNTakesTwiceNLessKForwardsAndStaysWithinItsActivations() {
    Random random = new Random(4);
    for (int trial = 0; trial < 300; trial++) {
      MicroBatches microBatches = groups(random, 8);
      int workers = 1 + random.nextInt(5);
      int retained = random.nextInt(6);
      Schedule schedule = new StateAwareOneFOneB(retained, 0).schedule(workers, microBatches);
      int chunkTokens = 1 + random.nextInt(9);
      List<Integer> lengths = Collections.nCopies(microBatches.count(), chunkTokens);

      new ActivationBound(chunkTokens, retained).check(schedule, microBatches, lengths);
      long forwards =
          microBatches.groupSizes().stream()
              .mapToInt(size -> size <= retained ? size : 2 * size - retained)
              .sum();
      assertThat(schedule.workers())
          .allSatisfy(
              actions ->
                  assertThat(actions)
                      .filteredOn(
                          action ->
                              action.kind() == Kind.FORWARD || action.kind() == Kind.RECOMPUTE)
                      .hasSize((int) forwards));
    }
  }

  @Test
  void peaksOfEqualMicroBatchesAreTheKnownOnes() {
    MicroBatches many = MicroBatches.independent(12);
    assertThat(peaks(new GPipe(), many)).containsExactly(12.0, 12.0, 12.0, 12.0);
    assertThat(peaks(new StateAwareOneFOneB(), many)).containsExactly(4.0, 3.0, 2.0, 1.0);
    assertThat(peaks(new StateAwareOneFOneB(9, 1), many)).containsExactly(5.0, 4.0, 3.0, 2.0);
    assertThat(peaks(new ZeroBubbleH1(), many)).containsExactly(4.0, 4.0, 4.0, 4.0);
    // p · v · (1 + (p − 1) / (p · v)) activations of a virtual stage at worker 0.
    assertThat(peaks(new InterleavedOneFOneB(2), many)).startsWith(11.0);
  }

  private static List<Double> peaks(PipelineSchedule rule, MicroBatches microBatches) {
    return rule.schedule(4, microBatches).workers().stream()
        .map(actions -> LiveActivations.peak(actions, action -> 1))
        .toList();
  }

  private static MicroBatches groups(Random random, int largest) {
    return new MicroBatches(
        IntStream.range(0, 1 + random.nextInt(6))
            .mapToObj(i -> 1 + random.nextInt(largest))
            .toList());
  }
}
