package io.millrace.training.cost;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.check.LiveActivations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The memory that a worker needs in a step, worked out from the model's size before anything is
 * trained.
 *
 * @param residentBytes weights, gradients and moments, and keys and values of the longest sequence
 * @param activationBytes the most that is alive at once
 */
public record MemoryNeed(long residentBytes, long activationBytes) {
  /** Times do not matter to memory. */
  private static final DeviceSpeed ANY_SPEED = new DeviceSpeed(1, 0, 0, 1);

  /** All together. */
  public long bytes() {
    return residentBytes + activationBytes;
  }

  /**
   * A global batch of a data set at its worst: one sequence of the greatest length, the others of
   * the mean.
   *
   * @param sequences of the batch, at least 1
   * @param meanTokens of the data's sequences, at least 1
   * @param maxTokens of a sequence
   * @param chunkTokens C
   */
  public static Workload worstBatch(int sequences, int meanTokens, int maxTokens, int chunkTokens) {
    List<Integer> lengths =
        new ArrayList<>(Collections.nCopies(sequences, Math.min(meanTokens, maxTokens)));
    lengths.set(0, maxTokens);
    return Workload.ofChunks(lengths, chunkTokens, GroupOrder.DEPENDENT_FIRST);
  }

  /**
   * The need of each worker.
   *
   * @param model the model's shape
   * @param split the layers of each stage
   * @param rule the order of the passes
   * @param workers devices of the pipeline
   * @param workload a global batch
   * @throws IllegalArgumentException if the rule has no schedule for it
   */
  public static List<MemoryNeed> ofWorkers(
      ModelConfig model,
      List<Integer> split,
      PipelineSchedule rule,
      int workers,
      Workload workload) {
    Schedule schedule = rule.schedule(workers, workload.microBatches());
    CostModel.StageCosts costs = new ModelCosts(model, ANY_SPEED).of(split, workload);
    List<MemoryNeed> needs = new ArrayList<>();
    for (List<Action> actions : schedule.workers()) {
      double resident =
          actions.stream().map(Action::stage).distinct().mapToDouble(costs::resident).sum();
      double activations = LiveActivations.peak(actions, costs::activations);
      needs.add(new MemoryNeed(Math.round(resident), Math.round(activations)));
    }
    return needs;
  }
}
