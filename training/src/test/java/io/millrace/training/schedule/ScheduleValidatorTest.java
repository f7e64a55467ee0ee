package io.millrace.training.schedule;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.training.schedule.Action.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleValidatorTest {
  @Test
  void aMissingActionIsNamedWithItsStage() {
    assertInvalid(MicroBatches.independent(2), "F0 F1 B1 B0", "F0 F1 B0")
        .hasMessageContaining("stage 1")
        .hasMessageContaining("1B1 is missing");
  }

  @Test
  void aDoubledActionIsNamedWithItsStep() {
    assertInvalid(MicroBatches.independent(1), "F0 B0", "F0 F0 B0")
        .hasMessageContaining("stage 1, step 1: 1F0 is there twice");
  }

  @Test
  void aBackwardBeforeItsForwardIsRejected() {
    assertInvalid(MicroBatches.independent(2), "F0 F1 B0 B1", "F0 B1 F1 B0")
        .hasMessageContaining("stage 1, step 1: 1B1 comes before 1F1");
  }

  @Test
  void dependentBackwardsMustDescend() {
    assertInvalid(new MicroBatches(List.of(2)), "F0 F1 B0 B1", "F0 F1 B1 B0")
        .hasMessageContaining("stage 0, step 2: 0B0 is out of order")
        .hasMessageContaining("expected 0B1");
  }

  @Test
  void dependentForwardsMustAscend() {
    assertInvalid(new MicroBatches(List.of(2)), "F0 F1 B1 B0", "F1 F0 B1 B0")
        .hasMessageContaining("stage 1, step 0: 1F1 is out of order");
  }

  @Test
  void workersThatWaitForEachOtherAreNamed() {
    assertInvalid(MicroBatches.independent(2), "F0 B0 F1 B1", "F1 B1 F0 B0")
        .hasMessageContaining("deadlock")
        .hasMessageContaining("stage 0, step 1: 0B0 waits for 1B0")
        .hasMessageContaining("stage 1, step 0: 1F1 waits for 0F1");
  }

  @Test
  void anActionOfNoMicroBatchIsRejected() {
    assertInvalid(MicroBatches.independent(1), "F0 B0 F7", "F0 B0")
        .hasMessageContaining("stage 0, step 2: 0F7 is of no micro-batch");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertInvalid(
      MicroBatches microBatches, String... workers) {
    Schedule schedule = parse(workers);
    return assertThatThrownBy(() -> ScheduleValidator.validate(schedule, microBatches))
        .isInstanceOf(InvalidScheduleException.class);
  }

  private static Schedule parse(String... workers) {
    List<List<Action>> actions = new ArrayList<>();
    for (String worker : workers) {
      int stage = actions.size();
      actions.add(
          Arrays.stream(worker.split(" "))
              .map(
                  text ->
                      new Action(
                          stage,
                          text.charAt(0) == 'F' ? Kind.FORWARD : Kind.BACKWARD,
                          Integer.parseInt(text.substring(1))))
              .toList());
    }
    return new Schedule(workers.length, actions);
  }
}
