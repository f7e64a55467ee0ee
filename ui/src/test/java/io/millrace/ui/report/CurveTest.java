package io.millrace.ui.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.ui.report.page.Chart.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void everyPointOfAShortRunIsKept() {
    Curve curve = Curve.of(List.of(line(1, 5.5), line(2, 4.5)), "loss", 10);

    assertThat(curve.points()).containsExactly(new Point(1, 5.5), new Point(2, 4.5));
    assertThat(curve.note()).isEmpty();
  }

  @Test
  void aLongRunIsDrawnByTheMeansOfNeighbours() {
    List<JsonNode> metrics = new ArrayList<>();
    for (int step = 1; step <= 7; step++) {
      metrics.add(line(step, step));
    }

    Curve curve = Curve.of(metrics, "loss", 3);

    assertThat(curve.points()).containsExactly(new Point(3, 2), new Point(6, 5), new Point(7, 7));
    assertThat(curve.note()).contains("mean of 3 measurements");
  }

  @Test
  void ofAStepMeasuredAgainAfterAResumptionTheLatestLineCounts() {
    Curve curve = Curve.of(List.of(line(1, 5), line(2, 9), line(2, 4)), "loss", 10);

    assertThat(curve.points()).containsExactly(new Point(1, 5), new Point(2, 4));
  }

  @Test
  void linesWithoutAFiniteNumberAreLeftOut() {
    JsonNode other = JsonNodeFactory.instance.objectNode().put("step", 2).put("other", 1.0);

    Curve curve =
        Curve.of(List.of(line(1, Double.NaN), other, line(3, Double.POSITIVE_INFINITY)), "loss", 9);

    assertThat(curve.isEmpty()).isTrue();
  }

  private static JsonNode line(long step, double loss) {
    return JsonNodeFactory.instance.objectNode().put("step", step).put("loss", loss);
  }
}
