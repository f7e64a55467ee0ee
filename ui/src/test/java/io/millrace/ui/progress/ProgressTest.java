package io.millrace.ui.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong clockMillis = new AtomicLong();

  @Test
  void elsewhereThanOnATerminalALineIsPrintedAtMostEveryTenSeconds() {
    try (Progress progress = progress(false)) {
      progress.update("1");
      progress.update("2");
      clockMillis.set(10_000);
      progress.update("3");
      progress.update("4");
    }

    assertThat(printed()).isEqualTo("1\n3\n4\n");
  }

  @Test
  void onATerminalTheLineIsRewrittenInPlace() {
    try (Progress progress = progress(true)) {
      progress.update("long line");
      clockMillis.set(200);
      progress.update("short");
    }

    assertThat(printed()).isEqualTo("\rlong line\rshort    \n");
  }

  @Test
  void whereTheEndIsKnownATerminalShowsABar() {
    try (Progress progress = progress(true)) {
      progress.update(0.5, "step 1/2");
      clockMillis.set(200);
      progress.update(1, "step 2/2");
    }
    assertThat(printed())
        .isEqualTo("\r[##########          ] step 1/2\r[####################] step 2/2\n");
  }

  @Test
  void elsewhereThanOnATerminalThereIsNoBar() {
    try (Progress progress = progress(false)) {
      progress.update(0.5, "step 1/2");
    }
    assertThat(printed()).isEqualTo("step 1/2\n");
  }

  private Progress progress(boolean inPlace) {
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Progress(stream, inPlace, clockMillis::get);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
