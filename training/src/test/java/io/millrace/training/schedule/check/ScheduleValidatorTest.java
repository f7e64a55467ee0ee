package io.millrace.training.schedule.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.training.schedule.MicroBatches;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.text.ScheduleParser;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class ScheduleValidatorTest {
  @Test
  void aMissingActionIsNamedWithItsStage() {
    assertInvalid(MicroBatches.independent(2), "F0 F1 B1 B0", "F0 F1 B0")
        .hasMessageContaining("stage 1")
        .hasMessageContaining("1B1 is missing");
  }

  @Test
  void aMissingHalfOfABackwardIsNamed() {
    assertInvalid(MicroBatches.independent(2), "F0 I0 W0 F1 I1")
        .hasMessageContaining("0W1 is missing");
    assertInvalid(MicroBatches.independent(1), "F0 W0")
        .hasMessageContaining("stage 0, step 1: 0W0 comes before 0I0");
  }

  @Test
  void aDoubledActionIsNamedWithItsStep() {
    assertInvalid(MicroBatches.independent(1), "F0 B0", "F0 F0 B0")
        .hasMessageContaining("stage 1, step 1: 1F0 is there twice");
  }

  @Test
  void anActionOfTwoWorkersIsNamed() {
    assertInvalid(MicroBatches.independent(1), "0F0 0B0", "0F0 0B0")
        .hasMessageContaining("stage 0, step 0: 0F0 is there twice: workers 0 and 1");
  }

  @Test
  void aStageOfTwoWorkersIsNamed() {
    assertInvalid(MicroBatches.independent(2), "0F0 0B0", "0F1 0B1")
        .hasMessageContaining("stage 0, step 0: 0F1 is of worker 1, but worker 0 has the stage");
  }

  @Test
  void aBackwardWholeAndInHalvesIsRejected() {
    assertInvalid(MicroBatches.independent(1), "F0 I0 B0 W0")
        .hasMessageContaining("stage 0, step 2: 0B0 comes after 0I0");
    assertInvalid(MicroBatches.independent(1), "F0 B0 I0 W0")
        .hasMessageContaining("stage 0, step 2: 0I0 comes after 0B0");
  }

  @Test
  void aBackwardBeforeItsForwardIsRejected() {
    assertInvalid(MicroBatches.independent(2), "F0 F1 B0 B1", "F0 B1 F1 B0")
        .hasMessageContaining("stage 1, step 1: 1B1 comes before 1F1");
  }

  @Test
  void aRecomputationBelongsBetweenForwardAndBackward() {
    assertInvalid(MicroBatches.independent(1), "R0 F0 B0")
        .hasMessageContaining("stage 0, step 0: 0R0 comes before 0F0");
    assertInvalid(MicroBatches.independent(1), "F0 B0 R0")
        .hasMessageContaining("stage 0, step 2: 0R0 comes after 0B0");
  }

  @Test
  void dependentBackwardsMustDescend() {
    assertInvalid(new MicroBatches(List.of(2)), "F0 F1 B0 B1", "F0 F1 B1 B0")
        .hasMessageContaining("stage 0, step 2: 0B0 is out of order")
        .hasMessageContaining("expected 0B1");
    assertInvalid(new MicroBatches(List.of(2)), "F0 F1 I0 W0 I1 W1")
        .hasMessageContaining("stage 0, step 2: 0I0 is out of order");
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

  @Test
  void moreTokensAliveThanTheBoundAreNamedWithStageAndStep() {
    assertThatThrownBy(() -> check("F0 F1 F2 B0 B1 B2\nF0 F1 B0 B1 F2 B2", 1, List.of(1, 1, 1)))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageContaining("stage 0, step 2: 0F2 makes activations of 12 tokens alive")
        .hasMessageContaining("the bound is 8");
    assertThatCode(() -> check("F0 F1 B0 F2 B1 B2\nF0 B0 F1 B1 F2 B2", 1, List.of(1, 1, 1)))
        .doesNotThrowAnyException();
  }

  @Test
  void moreChunksOfAGroupAliveThanTheBoundAreNamedWithStageAndStep() {
    String kept = "F0 F1 F2 B2 B1 B0";
    assertThatThrownBy(() -> check(kept + "\n" + kept, 2, List.of(3)))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageContaining("stage 0, step 2: 0F2")
        .hasMessageContaining("3 chunks of a group");
    String recomputed = "F0 F1 F2 B2 B1 R0 B0";
    assertThatCode(() -> check(recomputed + "\n" + recomputed, 2, List.of(3)))
        .doesNotThrowAnyException();
  }

  /** Checks the bound with chunks of four tokens. */
  private static void check(String text, int retainedChunks, List<Integer> groups) {
    MicroBatches microBatches = new MicroBatches(groups);
    Schedule schedule = ScheduleParser.parse("test", text);
    ScheduleValidator.validate(schedule, microBatches);
    new ActivationBound(4, retainedChunks)
        .check(schedule, microBatches, Collections.nCopies(microBatches.count(), 4));
  }

  private static AbstractThrowableAssert<?, ?> assertInvalid(
      MicroBatches microBatches, String... workers) {
    Schedule schedule = ScheduleParser.parse("test", String.join("\n", workers));
    return assertThatThrownBy(() -> ScheduleValidator.validate(schedule, microBatches))
        .isInstanceOf(InvalidScheduleException.class);
  }
}
