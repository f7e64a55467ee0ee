package io.millrace.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  @Test
  void aMissingFileIsCalledMissing() {
    assertThat(FailureText.of(new NoSuchFileException("/mill"))).isEqualTo("no such file: /mill");
    assertThat(FailureText.of(new UncheckedIOException(new NoSuchFileException("/mill"))))
        .isEqualTo("no such file: /mill");
  }

  @Test
  void anExceptionWithoutAMessageIsNamed() {
    assertThat(FailureText.of(new IOException("the wheel stopped", new IllegalStateException())))
        .isEqualTo("the wheel stopped: IllegalStateException");
  }

  @Test
  void nothingIsSaidTwice() {
    assertThat(FailureText.of(new IllegalStateException(new IOException("no water"))))
        .isEqualTo("no water");
  }
}
