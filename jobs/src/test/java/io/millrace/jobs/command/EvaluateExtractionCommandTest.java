package io.millrace.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.Main;
import io.millrace.ui.command.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateExtractionCommandTest {
  private static final String PAGE =
      "<nav><a href=/>Startseite</a></nav><article><h1>Mühlen am Fluss</h1><p>Die Mühle am oberen"
          + " Wehr mahlt seit dem Frühjahr wieder, und das Mehl wird, wie früher, am Samstag auf dem"
          + " Markt verkauft.</p></article>";

  private final Locale locale = Locale.getDefault();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

  @TempDir Path folder;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
    Locale.setDefault(locale);
  }

  @Test
  void printsOneLineOfScoresInAnyLocale() throws IOException {
    Locale.setDefault(Locale.GERMANY);
    Files.write(folder.resolve("page.html"), PAGE.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(
            run(
                "{\"http://example.org/\": {\"file\": \"page.html\", \"with\": [\"Frühjahr wieder\","
                    + " \"not there\"], \"without\": [\"Startseite\"]}}"))
        .isEqualTo(ExitCode.SUCCESS);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .matches("precision=1\\.000 recall=0\\.500 f1=0\\.667 pages_per_second=\\d+\n");
  }

  @Test
  void namesAMissingPage() throws IOException {
    assertThat(run("{\"http://example.org/\": {\"file\": \"gone.html\"}}"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(complaints.toString(StandardCharsets.UTF_8))
        .contains("gone.html", "http://example.org/");
  }

  @Test
  void namesTheLineOfBrokenAnnotations() throws IOException {
    assertThat(run("{\n,")).isEqualTo(ExitCode.USAGE);
    assertThat(complaints.toString(StandardCharsets.UTF_8)).contains("annotations.json, line 2");
  }

  private int run(String annotations) throws IOException {
    Path file = Files.writeString(folder.resolve("annotations.json"), annotations);
    return Main.run(
        "evaluate-extraction", "--pages=" + folder, "--annotations=" + file, "--warmUpSeconds=0");
  }
}
