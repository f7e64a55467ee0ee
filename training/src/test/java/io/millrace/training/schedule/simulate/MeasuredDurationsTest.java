package io.millrace.training.schedule.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Action.Kind;
import io.millrace.training.schedule.GPipe;
import io.millrace.training.schedule.MicroBatches;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.StateAwareOneFOneB;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeasuredDurationsTest {
  @Test
  void learnsFixedTimeTimeATokenAndTimeAPairOfTokens() {
    MeasuredDurations learned = new MeasuredDurations();
    Random random = new Random(1);
    for (int run = 0; run < 5; run++) {
      List<Integer> lengths = random.ints(4, 10, 500).boxed().toList();
      List<Integer> pasts = random.ints(4, 0, 3000).boxed().toList();
      Schedule schedule = new GPipe().schedule(2, MicroBatches.independent(4));
      learned.learn(
          ScheduleSimulator.simulate(schedule, new Truth(lengths, pasts)), lengths, pasts);
    }
    List<Integer> lengths = List.of(17, 512, 300, 4, 90);
    List<Integer> pasts = List.of(0, 100, 5000, 1, 0);
    Schedule schedule = new StateAwareOneFOneB().schedule(2, MicroBatches.independent(5));
    double expected = ScheduleSimulator.simulate(schedule, new Truth(lengths, pasts)).makespan();
    assertThat(learned.predict(schedule, lengths, pasts).orElseThrow().makespan())
        .isCloseTo(expected, within(1e-4 * expected));
  }

  @Test
  void chunksOfOneLengthArePredictedToo() {
    MeasuredDurations learned = new MeasuredDurations();
    List<Integer> lengths = Collections.nCopies(4, 128);
    List<Integer> pasts = Collections.nCopies(4, 0);
    Schedule schedule = new GPipe().schedule(2, MicroBatches.independent(4));
    Timeline measured = ScheduleSimulator.simulate(schedule, new Truth(lengths, pasts));
    learned.learn(measured, lengths, pasts);
    assertThat(learned.predict(schedule, lengths, pasts).orElseThrow().makespan())
        .isCloseTo(measured.makespan(), within(1e-4 * measured.makespan()));
  }

  @Test
  void whatWasNeverMeasuredIsNotPredicted() {
    MeasuredDurations learned = new MeasuredDurations();
    List<Integer> one = List.of(8);
    List<Integer> none = List.of(0);
    MicroBatches single = MicroBatches.independent(1);
    Schedule schedule = new GPipe().schedule(2, single);
    assertThat(learned.predict(schedule, one, none)).isEmpty();
    learned.learn(ScheduleSimulator.simulate(schedule, new Truth(one, none)), one, none);
    assertThat(learned.predict(schedule, one, none)).isPresent();
    assertThat(learned.predict(new StateAwareOneFOneB(0, 0).schedule(2, single), one, none))
        .isEmpty();
  }

  /** Times that differ by stage and kind. */
  private record Truth(List<Integer> lengths, List<Integer> pasts) implements Durations {
    @Override
    public double of(Action action) {
      double tokens = lengths.get(action.microBatch());
      double keys = tokens + pasts.get(action.microBatch());
      double work = 0.5 + 0.01 * tokens + 1e-5 * tokens * keys;
      return work * (1 + action.stage()) * (action.kind() == Kind.FORWARD ? 1 : 2.5);
    }

    @Override
    public double link(Action action) {
      return 0;
    }
  }
}
