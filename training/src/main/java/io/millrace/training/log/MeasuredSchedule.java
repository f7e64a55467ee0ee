package io.millrace.training.log;

import io.millrace.training.schedule.simulate.Timeline;
import io.millrace.training.schedule.simulate.Timeline.Interval;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One step of a schedule as it ran.
 *
 * @param name as the option has it
 * @param stages of the pipeline
 * @param microBatches of the step
 * @param rows what each stage did
 */
public record MeasuredSchedule(String name, int stages, int microBatches, List<Row> rows) {

  /**
   * What a stage did.
   *
   * @param stage from 0
   * @param device that computes it
   * @param actions in their order
   */
  public record Row(int stage, String device, List<Pass> actions) {}

  /**
   * A pass.
   *
   * @param action such as {@code F0}
   * @param startSeconds since the step's first action began
   * @param endSeconds since the step's first action began
   */
  public record Pass(String action, double startSeconds, double endSeconds) {
    private static Pass of(Interval interval) {
      return new Pass(interval.action().brief(), interval.start(), interval.end());
    }
  }

  /**
   * Describes a step.
   *
   * @param timeline in seconds, one stage a worker
   * @param devices of the stages
   */
  public static MeasuredSchedule of(String name, Timeline timeline, List<String> devices) {
    List<Row> rows =
        IntStream.range(0, devices.size())
            .mapToObj(
                stage ->
                    new Row(
                        stage,
                        devices.get(stage),
                        timeline.workers().get(stage).stream().map(Pass::of).toList()))
            .toList();
    return new MeasuredSchedule(name, devices.size(), timeline.schedule().microBatches(), rows);
  }
}
