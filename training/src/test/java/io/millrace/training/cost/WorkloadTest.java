package io.millrace.training.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.training.schedule.MicroBatches;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  @Test
  void chunksAreThoseOfTheTrainer() {
    Workload workload = Workload.ofChunks(List.of(1, 5, 1), 2, GroupOrder.DEPENDENT_FIRST);
    assertThat(workload.microBatches()).isEqualTo(new MicroBatches(List.of(3, 1)));
    assertThat(workload.lengths()).containsExactly(2, 2, 1, 2);
    assertThat(workload.pasts()).containsExactly(0, 2, 4, 0);
    assertThat(workload.largestGroup()).isEqualTo(3);
    assertThat(workload.longestDependent()).isEqualTo(5);
    assertThat(workload.tokens()).isEqualTo(7);
  }

  @Test
  void standaloneChunksCanGoFirst() {
    Workload workload = Workload.ofChunks(List.of(1, 5, 1), 2, GroupOrder.STANDALONE_FIRST);
    assertThat(workload.lengths()).containsExactly(2, 2, 2, 1);
    assertThat(workload.pasts()).containsExactly(0, 0, 2, 4);
  }

  @Test
  void sequencesAreMicroBatchesOfTheirOwn() {
    Workload workload = Workload.ofSequences(List.of(4, 2, 1, 1));
    assertThat(workload.microBatches()).isEqualTo(MicroBatches.independent(4));
    assertThat(workload.longestDependent()).isZero();
  }

  @Test
  void anUnknownOrderIsRefused() {
    assertThat(GroupOrder.of("standalone-first")).isEqualTo(GroupOrder.STANDALONE_FIRST);
    assertThatThrownBy(() -> GroupOrder.of("shortest"))
        .hasMessageContaining("shortest")
        .hasMessageContaining("dependent-first");
  }
}
