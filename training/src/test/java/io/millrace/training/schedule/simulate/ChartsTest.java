package io.millrace.training.schedule.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.training.schedule.text.ScheduleParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartsTest {
  private static final Timeline TWO_STAGES =
      ScheduleSimulator.simulate(
          ScheduleParser.parse("test", "F0 F1 B0 B1\nF0 B0 F1 B1"),
          new TokenDurations(1, 2, 1, 0, List.of(1, 1)));

  @Test
  void theChartDrawsWorkersDownAndTimeToTheRight() {
    assertThat(GanttChart.draw(TWO_STAGES, 30))
        .isEqualTo(
            """
              0 |F0fF1f......B0bbbb...B1bbbb|
              1 |...F0fB0bbbbF1fB1bbbb......|
            """);
  }

  @Test
  void aNarrowChartNamesTheKindsAlone() {
    assertThat(GanttChart.draw(TWO_STAGES, 9)).isEqualTo("  0 |FF..B0.B1|\n  1 |.FB0FB1..|\n");
  }

  @Test
  void stagesOfAWorkerAreNamed() {
    Timeline simulation =
        ScheduleSimulator.simulate(
            ScheduleParser.parse("test", "0F0 1F0 1B0 0B0"),
            new TokenDurations(1, 2, 1, 0, List.of(1)));
    assertThat(GanttChart.draw(simulation, 24)).isEqualTo("  0 |0F0f1F0f1B0bbbbb0B0bbbbb|\n");
  }

  @Test
  void theTraceHasAnEventAnAction() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ChromeTrace.write(TWO_STAGES, 1000, out);
    JsonNode events = new ObjectMapper().readTree(out.toByteArray()).path("traceEvents");
    assertThat(events.findValuesAsText("ph")).hasSize(2 + 8).containsOnly("M", "X");
    JsonNode backward = events.get(3);
    assertThat(backward.path("name").asText()).isEqualTo("0B0");
    assertThat(backward.path("cat").asText()).isEqualTo("backward");
    assertThat(backward.path("tid").asInt()).isZero();
    assertThat(backward.path("ts").asDouble()).isEqualTo(4000);
    assertThat(backward.path("dur").asDouble()).isEqualTo(2000);
  }
}
