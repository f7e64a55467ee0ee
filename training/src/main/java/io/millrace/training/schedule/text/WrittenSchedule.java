package io.millrace.training.schedule.text;

import io.millrace.training.schedule.MicroBatches;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.check.ScheduleValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A schedule that somebody wrote down. It fits one number of devices and of micro-batches.
 *
 * @param source names it in errors
 * @param schedule what is written
 */
public record WrittenSchedule(String source, Schedule schedule) implements PipelineSchedule {

  /**
   * Reads a file in the form of {@link ScheduleParser}.
   *
   * @throws IllegalArgumentException naming file, line and column of what is no action
   */
  public static WrittenSchedule read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    return new WrittenSchedule(file.toString(), ScheduleParser.parse(file.toString(), text));
  }

  @Override
  public Schedule schedule(int workers, MicroBatches microBatches) {
    check(schedule.workers().size(), workers, "lines, one a device", "devices");
    check(schedule.microBatches(), microBatches.count(), "micro-batches", "micro-batches");
    ScheduleValidator.validate(schedule, microBatches);
    return schedule;
  }

  private void check(int written, int wanted, String ofSchedule, String ofRun) {
    if (written != wanted) {
      throw new IllegalArgumentException(
          source
              + " has "
              + written
              + " "
              + ofSchedule
              + ", and there are "
              + wanted
              + " "
              + ofRun
              + "; write a schedule for these, or name a rule such as 1f1b");
    }
  }
}
