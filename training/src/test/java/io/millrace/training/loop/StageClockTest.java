package io.millrace.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.log.StageLoads;
import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.GPipe;
import io.millrace.training.schedule.MicroBatches;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.simulate.Durations;
import io.millrace.training.schedule.simulate.ScheduleSimulator;
import io.millrace.training.schedule.simulate.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageClockTest {
  @Test
  void aSlowLastStageGivesALayerAway() {
    StageClock clock = new StageClock(2);
    clock.add(List.of(step(9, 9)));
    assertThat(clock.loads(List.of(2, 2))).isEmpty();
    clock.add(List.of(step(1, 2)));
    clock.add(List.of(step(1, 2)));
    StageLoads loads = clock.loads(List.of(2, 2)).orElseThrow();
    // Two passes of two micro-batches.
    assertThat(loads).isEqualTo(new StageLoads(List.of(2, 2), List.of(4.0, 8.0), List.of(3, 1)));
    assertThat(loads)
        .hasToString("2 layers 4000.0 ms, 2 layers 8000.0 ms; suggests --stageLayers=3,1");
  }

  @Test
  void replicasCountAsTheirMean() {
    StageClock clock = new StageClock(2);
    clock.add(List.of());
    clock.add(List.of(step(1, 1), step(3, 5)));
    assertThat(clock.loads(List.of(1, 1)).orElseThrow().secondsPerStep())
        .containsExactly(8.0, 12.0);
  }

  @Test
  void oneStageHasNothingToShare() {
    StageClock clock = new StageClock(1);
    clock.add(List.of());
    clock.add(List.of());
    assertThat(clock.loads(List.of(4))).isEmpty();
  }

  /** A step of two micro-batches, each pass of a stage as long as given. */
  private static Timeline step(double first, double second) {
    Schedule schedule = new GPipe().schedule(2, MicroBatches.independent(2));
    return ScheduleSimulator.simulate(
        schedule,
        new Durations() {
          @Override
          public double of(Action action) {
            return action.stage() == 0 ? first : second;
          }

          @Override
          public double link(Action action) {
            return 0;
          }
        });
  }
}
