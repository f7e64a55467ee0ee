package io.millrace.training.log;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.simulate.Timeline;
import io.millrace.training.schedule.simulate.Timeline.Interval;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One step of a schedule, as it ran or as it was predicted.
 *
 * @param name as the option has it
 * @param stages of the pipeline
 * @param microBatches of the step, or of the replica that had most
 * @param rows what each device did, those of the first replica first
 */
public record StepSchedule(String name, int stages, int microBatches, List<Row> rows) {

  /**
   * What a device did.
   *
   * @param stage from 0, the first of the device's if it has several
   * @param device that computes it
   * @param actions in their order
   */
  public record Row(int stage, String device, List<Pass> actions) {}

  /**
   * A pass.
   *
   * @param action such as {@code F0}, or {@code 2F0} where devices have several stages
   * @param startSeconds since the step's first action began
   * @param endSeconds since the step's first action began
   */
  public record Pass(String action, double startSeconds, double endSeconds) {
    private static Pass of(Interval interval, boolean withStage) {
      Action action = interval.action();
      return new Pass(
          withStage ? action.toString() : action.brief(), interval.start(), interval.end());
    }
  }

  /**
   * Describes a step.
   *
   * @param timeline in seconds
   * @param devices of the timeline's workers
   */
  public static StepSchedule of(String name, Timeline timeline, List<String> devices) {
    boolean withStages =
        timeline.workers().stream()
            .anyMatch(
                intervals -> intervals.stream().map(StepSchedule::stage).distinct().count() > 1);
    List<Row> rows =
        IntStream.range(0, devices.size())
            .mapToObj(
                worker -> row(timeline.workers().get(worker), devices.get(worker), withStages))
            .toList();
    return new StepSchedule(
        name, timeline.schedule().stages(), timeline.schedule().microBatches(), rows);
  }

  private static Row row(List<Interval> intervals, String device, boolean withStages) {
    int first = intervals.stream().mapToInt(StepSchedule::stage).min().orElse(0);
    return new Row(
        first, device, intervals.stream().map(each -> Pass.of(each, withStages)).toList());
  }

  private static int stage(Interval interval) {
    return interval.action().stage();
  }
}
