package io.millrace.ui.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void bytesAreInPowersOfAThousand() {
    assertThat(Figures.bytes(0)).isEqualTo("0 B");
    assertThat(Figures.bytes(999)).isEqualTo("999 B");
    assertThat(Figures.bytes(1000)).isEqualTo("1.00 kB");
    assertThat(Figures.bytes(4_734_664)).isEqualTo("4.73 MB");
    assertThat(Figures.bytes(73_400_000)).isEqualTo("73.4 MB");
    assertThat(Figures.bytes(999_999)).isEqualTo("1.00 MB");
    assertThat(Figures.bytes(Long.MAX_VALUE)).isEqualTo("9.22 EB");
  }

  @Test
  void durationsAreInUnitsThatFit() {
    assertThat(duration(0.0123)).isEqualTo("12 ms");
    assertThat(duration(0.9999)).isEqualTo("1.0 s");
    assertThat(duration(12.34)).isEqualTo("12.3 s");
    assertThat(duration(59.97)).isEqualTo("1 min 0 s");
    assertThat(duration(118.082)).isEqualTo("1 min 58 s");
    assertThat(duration(3 * 3600 + 5 * 60 + 59)).isEqualTo("3 h 5 min");
  }

  @Test
  void fourSignificantDigitsAreShown() {
    assertThat(Figures.significant(0)).isEqualTo("0.000");
    assertThat(Figures.significant(1.0)).isEqualTo("1.000");
    assertThat(Figures.significant(-12.3456)).isEqualTo("-12.35");
    assertThat(Figures.significant(123_456.7)).isEqualTo("123,457");
    assertThat(Figures.significant(0.0003)).isEqualTo("0.0003000");
    assertThat(Figures.significant(1.5e-7)).isEqualTo("1.500e-07");
    assertThat(Figures.significant(Double.NaN)).isEqualTo("–");
  }

  @Test
  void whatARunFileLacksIsADash() {
    assertThat(Figures.count(MissingNode.getInstance())).isEqualTo("–");
    assertThat(Figures.decimal(MissingNode.getInstance(), 2)).isEqualTo("–");
    assertThat(Figures.duration(MissingNode.getInstance())).isEqualTo("–");
    assertThat(Figures.percent(1, 0)).isEqualTo("–");
  }

  private static String duration(double seconds) {
    return Figures.duration(DoubleNode.valueOf(seconds));
  }
}
