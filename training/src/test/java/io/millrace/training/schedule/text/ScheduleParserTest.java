package io.millrace.training.schedule.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.training.schedule.GPipe;
import io.millrace.training.schedule.InterleavedOneFOneB;
import io.millrace.training.schedule.MicroBatches;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.StateAwareOneFOneB;
import io.millrace.training.schedule.ZeroBubbleH1;
import io.millrace.training.schedule.check.InvalidScheduleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleParserTest {
  @TempDir static Path folder;

  @Test
  void readsWhatSchedulesPrint() {
    MicroBatches groups = new MicroBatches(List.of(3, 1, 2));
    List<PipelineSchedule> rules =
        List.of(
            new GPipe(),
            new StateAwareOneFOneB(1, 1),
            new InterleavedOneFOneB(2),
            new ZeroBubbleH1());
    for (PipelineSchedule rule : rules) {
      var schedule = rule.schedule(3, groups);
      assertThat(ScheduleParser.parse("test", schedule.toString())).isEqualTo(schedule);
    }
  }

  @Test
  void passesOverCommentsAndEmptyLines() {
    assertThat(ScheduleParser.parse("test", "# two stages\n\n F0\tB0 # the first\r\nF0 B0\n"))
        .hasToString("F0 B0\nF0 B0");
  }

  @ParameterizedTest
  @CsvSource({
    "'F0 B0\n F0 X0', 'line 2, column 5', 'X0'",
    "'F0 B0\nF0 b0', 'line 2, column 4', 'b0'",
    "'F0 B', 'line 1, column 4', 'B'",
    "'F0B0', 'line 1, column 1', 'F0B0'",
    "'F99999999999', 'line 1, column 1', 'F99999999999'",
    "'0F0 0B0\n1F0 B0', 'line 2, column 5', 'lacks the stage'",
    "'F0 1B0', 'line 1, column 4', 'names a stage'"
  })
  void whatIsNoActionIsNamedWithFileLineAndColumn(String text, String place, String fault) {
    assertThatThrownBy(() -> ScheduleParser.parse("my.schedule", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("my.schedule, " + place)
        .hasMessageContaining(fault);
  }

  @Test
  void aFileWithoutActionsIsRefused() {
    assertThatThrownBy(() -> ScheduleParser.parse("my.schedule", "# nothing\n"))
        .hasMessageContaining("my.schedule")
        .hasMessageContaining("no action");
  }

  @Test
  void aWrittenScheduleFitsItsOwnNumberOfMicroBatchesAndDevicesAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("two.schedule"), "F0 F1 B0 B1\nF0 B0 F1 B1\n");
    WrittenSchedule written = WrittenSchedule.read(file);
    assertThat(written.schedule(2, MicroBatches.independent(2)))
        .hasToString("F0 F1 B0 B1\nF0 B0 F1 B1");
    assertThatThrownBy(() -> written.schedule(2, MicroBatches.independent(3)))
        .hasMessageContaining("two.schedule has 2 micro-batches, and there are 3");
    assertThatThrownBy(() -> written.schedule(3, MicroBatches.independent(2)))
        .hasMessageContaining("two.schedule has 2 lines")
        .hasMessageContaining("3 devices");
  }

  @Test
  void aWrittenScheduleIsCheckedAgainstTheGroups() {
    WrittenSchedule written =
        new WrittenSchedule("test", ScheduleParser.parse("test", "F0 F1 B0 B1"));
    assertThatThrownBy(() -> written.schedule(1, new MicroBatches(List.of(2))))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageContaining("stage 0, step 2");
  }
}
