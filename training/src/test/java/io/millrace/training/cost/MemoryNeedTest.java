package io.millrace.training.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.schedule.GPipe;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.StateAwareOneFOneB;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
  private static final ModelConfig MODEL =
      new ModelConfig(4, 16, 4, 2, 32, 257, OutputHead.TIED, 1e4, 1e-5);

  @Test
  void theWorstBatchHasOneSequenceOfTheGreatestLength() {
    Workload batch = MemoryNeed.worstBatch(4, 10, 100, 32);

    assertThat(batch.tokens()).isEqualTo(100 + 3 * 10);
    assertThat(batch.largestGroup()).isEqualTo(4);
    assertThat(MemoryNeed.worstBatch(2, 10, 5, 32).tokens()).isEqualTo(10);
  }

  @Test
  void keepingFewerChunksTakesLessActivationsAndAsMuchElse() {
    Workload batch = MemoryNeed.worstBatch(1, 10, 512, 32);
    MemoryNeed all = firstWorker(new GPipe(), batch);
    MemoryNeed one = firstWorker(new StateAwareOneFOneB(1, 0), batch);

    // Of 16 chunks, one is kept at a time: the last, then each as it is computed again.
    assertThat(all.activationBytes()).isEqualTo(16 * one.activationBytes());
    assertThat(all.residentBytes()).isEqualTo(one.residentBytes());
    assertThat(all.bytes()).isEqualTo(all.residentBytes() + all.activationBytes());
  }

  private static MemoryNeed firstWorker(PipelineSchedule rule, Workload batch) {
    return MemoryNeed.ofWorkers(MODEL, List.of(2, 2), rule, 2, batch).get(0);
  }
}
