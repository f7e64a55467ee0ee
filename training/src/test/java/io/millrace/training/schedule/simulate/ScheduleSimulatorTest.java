package io.millrace.training.schedule.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.training.schedule.GPipe;
import io.millrace.training.schedule.InterleavedOneFOneB;
import io.millrace.training.schedule.KnownSchedules;
import io.millrace.training.schedule.KnownSchedules.Size;
import io.millrace.training.schedule.MicroBatches;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.StateAwareOneFOneB;
import io.millrace.training.schedule.ZeroBubbleH1;
import io.millrace.training.schedule.simulate.Timeline.Interval;
import io.millrace.training.schedule.text.ScheduleParser;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleSimulatorTest {
  private static final Offset<Double> EXACT = within(1e-9);

  @Test
  void makespansOfGPipeAnd1F1BAreTheKnownOnes() {
    KnownSchedules.of("makespan/gpipe and 1f1b")
        .forEach(
            known -> {
              Size size = known.getKey();
              double expected = known.getValue().asDouble();
              Timeline gpipe = equal(new GPipe(), size);
              Timeline oneFOneB = equal(new StateAwareOneFOneB(), size);
              double bubble = (size.workers() - 1.0) / (size.microBatches() + size.workers() - 1);
              assertThat(gpipe.makespan()).isCloseTo(expected, EXACT);
              assertThat(oneFOneB.makespan()).isCloseTo(expected, EXACT);
              assertThat(oneFOneB.bubble()).isCloseTo(bubble, EXACT);
            });
  }

  @Test
  void makespansOfInterleavedAreTheKnownOnesAndIdleTimeIsAVthOf1F1Bs() {
    KnownSchedules.of("makespan/interleaved")
        .forEach(
            known -> {
              Size size = known.getKey();
              Timeline simulation = equal(new InterleavedOneFOneB(size.virtualStages()), size);
              double idleOverIdeal = simulation.bubble() / (1 - simulation.bubble());
              assertThat(simulation.makespan()).isCloseTo(known.getValue().asDouble(), EXACT);
              assertThat(idleOverIdeal)
                  .isCloseTo(
                      (size.workers() - 1.0) / (size.virtualStages() * size.microBatches()), EXACT);
            });
  }

  @Test
  void zeroBubbleLeavesAThirdOfTheIdleTime() {
    Timeline zeroBubble = equal(new ZeroBubbleH1(), new Size(4, 8, 1));
    Timeline oneFOneB = equal(new StateAwareOneFOneB(), new Size(4, 8, 1));
    assertThat(zeroBubble.makespan()).isCloseTo(27, EXACT);
    assertThat(zeroBubble.bubble() * zeroBubble.makespan())
        .isCloseTo(oneFOneB.bubble() * oneFOneB.makespan() / 3, EXACT);
  }

  @Test
  void chunkFlowsWorkedExampleTakesTheKnownTimes() {
    PipelineSchedule plain = new StateAwareOneFOneB();
    for (List<Integer> order : List.of(List.of(4, 2, 1, 1), List.of(4, 1, 2, 1))) {
      Timeline simulation = simulate(plain, MicroBatches.independent(4), order);
      assertThat(simulation.makespan()).isCloseTo(56, EXACT);
      assertThat(simulation.bubble()).isCloseTo(0.571, within(5e-4));
    }
    assertThat(simulate(plain, MicroBatches.independent(4), List.of(2, 2, 2, 2)).makespan())
        .isCloseTo(42, EXACT);
    Timeline large = simulate(plain, MicroBatches.independent(2), List.of(4, 4));
    assertThat(large.makespan()).isCloseTo(60, EXACT);
    assertThat(large.bubble()).isCloseTo(0.6, EXACT);

    MicroBatches chunks = new MicroBatches(List.of(1, 1, 2));
    List<Integer> lengths = List.of(2, 2, 2, 2);
    Timeline retained = simulate(new StateAwareOneFOneB(2, 0), chunks, lengths);
    assertThat(retained.makespan()).isCloseTo(46, EXACT);
    assertThat(retained.bubble()).isCloseTo(0.478, within(5e-4));
    assertThat(simulate(new StateAwareOneFOneB(1, 0), chunks, lengths).makespan())
        .isCloseTo(48, EXACT);
  }

  @Test
  void oneMoreWarmUpForwardAStageReachesTheTimeOfEqualLengthsForOneMoreChunk() {
    MicroBatches chunks = new MicroBatches(List.of(1, 1, 2));
    List<Integer> lengths = List.of(2, 2, 2, 2);
    Timeline usual = simulate(new StateAwareOneFOneB(2, 0), chunks, lengths);
    Timeline extra = simulate(new StateAwareOneFOneB(2, 1), chunks, lengths);
    assertThat(extra.makespan()).isCloseTo(42, EXACT);
    assertThat(usual.peakActivations(action -> 2)).containsExactly(8.0, 6.0, 4.0, 4.0);
    assertThat(extra.peakActivations(action -> 2)).containsExactly(8.0, 8.0, 6.0, 4.0);
  }

  @Test
  void anActionStartsWhenItsWorkerIsFreeAndItsInputHasCrossedTheLink() {
    Timeline simulation =
        ScheduleSimulator.simulate(
            ScheduleParser.parse("test", "F0 B0\nF0 B0"),
            new TokenDurations(1, 2, 1, 0.5, List.of(2)));
    assertThat(simulation.workers())
        .extracting(worker -> worker.stream().map(Interval::start).toList())
        .containsExactly(List.of(0.0, 10.0), List.of(3.0, 5.0));
    assertThat(simulation.makespan()).isCloseTo(14, EXACT);
  }

  @Test
  void stagesOfOneWorkerHaveNoLinkBetweenThem() {
    Timeline simulation =
        ScheduleSimulator.simulate(
            ScheduleParser.parse("test", "0F0 1F0 1B0 0B0"),
            new TokenDurations(1, 2, 1, 100, List.of(1)));
    assertThat(simulation.makespan()).isCloseTo(6, EXACT);
  }

  @Test
  void recomputationNeedsNoGradientAndTakesAForwardsTime() {
    Timeline simulation =
        ScheduleSimulator.simulate(
            ScheduleParser.parse("test", "F0 R0 B0\nF0 B0"),
            new TokenDurations(1, 2, 1, 0, List.of(1)));
    assertThat(simulation.workers().get(0).get(1).start()).isCloseTo(1, EXACT);
    assertThat(simulation.workers().get(0).get(2).start()).isCloseTo(4, EXACT);
  }

  @Test
  void workersThatWaitForEachOtherAreNamed() {
    assertThatThrownBy(
            () ->
                ScheduleSimulator.simulate(
                    ScheduleParser.parse("test", "F0 B0 F1 B1\nF1 B1 F0 B0"),
                    new TokenDurations(1, 2, 1, 0, List.of(1, 1))))
        .hasMessageContaining("deadlock")
        .hasMessageContaining("0B0");
  }

  private static Timeline equal(PipelineSchedule rule, Size size) {
    MicroBatches microBatches = MicroBatches.independent(size.microBatches());
    double share = 1.0 / size.virtualStages();
    return ScheduleSimulator.simulate(
        rule.schedule(size.workers(), microBatches),
        new TokenDurations(
            share, 2 * share, share, 0, Collections.nCopies(size.microBatches(), 1)));
  }

  private static Timeline simulate(
      PipelineSchedule rule, MicroBatches microBatches, List<Integer> lengths) {
    return ScheduleSimulator.simulate(
        rule.schedule(4, microBatches), new TokenDurations(1, 2, 1, 0, lengths));
  }
}
