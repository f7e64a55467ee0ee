package io.millrace.ui.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void numbersStandToTheRightAndWordsToTheLeft() {
    Table table = new Table("stage", "kept", "seconds").row("read", 1234, 0.5).row("x", 7, 12.25);

    assertThat(table.toString())
        .isEqualTo(
            """
            stage   kept  seconds
            -----  -----  -------
            read   1,234     0.50
            x          7    12.25
            """);
  }

  @Test
  void aRowOfAnotherWidthIsRejected() {
    assertThatThrownBy(() -> new Table("a", "b").row(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 cells in a table of 2");
  }

  @Test
  void noNumberLosesItsFraction() {
    assertThat(new Table("a").row(new BigDecimal("1234.5")).toString()).endsWith("1,234.50\n");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    assertThat(new Table("a").row("x\u001b[2Jy").toString()).endsWith("x\uFFFD[2Jy\n");
  }

  @Test
  void theLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(new Table("a", "b").row(1234, 0.5).toString()).contains("1,234  0.50");
    } finally {
      Locale.setDefault(before);
    }
  }
}
