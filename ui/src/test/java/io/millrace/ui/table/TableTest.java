package io.millrace.ui.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
