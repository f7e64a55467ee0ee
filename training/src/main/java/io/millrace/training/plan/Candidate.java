package io.millrace.training.plan;

import io.millrace.training.cost.GroupOrder;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.text.ScheduleName;
import io.millrace.training.schedule.text.ScheduleName.Settings;
import java.util.List;

/**
 * One way to train.
 *
 * @param chunkTokens C, the most tokens of a chunk
 * @param order which chunk groups go first
 * @param schedule the rule
 * @param settings of the rule
 * @param split layers of each stage
 */
public record Candidate(
    int chunkTokens,
    GroupOrder order,
    ScheduleName schedule,
    Settings settings,
    List<Integer> split) {

  PipelineSchedule rule() {
    return schedule.rule(settings);
  }

  /** The same with the usual warm-up. */
  Candidate withoutExtraWarmUp() {
    Settings usual = new Settings(settings.retainedChunks(), 0, settings.virtualStages());
    return new Candidate(chunkTokens, order, schedule, usual, split);
  }

  /** Whether the rule takes K and a longer warm-up into account. */
  public boolean isStateAware() {
    return schedule == ScheduleName.STATE_AWARE_ONE_F_ONE_B;
  }

  /** Whether the trainer does so: it puts long sequences first. */
  public boolean isRunnable() {
    return order == GroupOrder.DEPENDENT_FIRST;
  }
}
