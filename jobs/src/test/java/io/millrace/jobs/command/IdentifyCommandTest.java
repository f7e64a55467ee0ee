package io.millrace.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.Main;
import io.millrace.transforms.language.LanguageIdentifiers;
import io.millrace.ui.command.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentifyCommandTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @Test
  void writesOneLineForEachLine() throws Exception {
    String labelled =
        label("All human beings are born free\n\nAlle Menschen\rsind frei geboren\n12 345");
    assertThat(labelled.split("\n", -1))
        .satisfiesExactly(
            line -> assertThat(line).matches("eng_Latn\t0\\.\\d{6}"),
            line -> assertThat(line).isEqualTo("und_Zyyy\t0.000000"),
            line -> assertThat(line).matches("deu_Latn\t0\\.\\d{6}"),
            line -> assertThat(line).isEqualTo("und_Zyyy\t0.000000"),
            line -> assertThat(line).isEmpty());
  }

  @Test
  void writesNothingForNoLines() throws Exception {
    assertThat(label("")).isEmpty();
  }

  @Test
  void writesTheSameInEveryLocale() throws Exception {
    String text = "İSTANBUL'DA BÜTÜN İNSANLAR HÜR\nكل الناس أحرار\nI\n";
    String expected = label(text);
    for (String locale : new String[] {"tr-TR", "ar-EG-u-nu-arab", "de-DE"}) {
      Locale.setDefault(Locale.forLanguageTag(locale));
      assertThat(label(text)).isEqualTo(expected);
    }
  }

  @Test
  void refusesAMissingModelAndADamagedOneAsBadUsage(@TempDir Path folder) throws Exception {
    Path damaged = Files.write(folder.resolve("model.bin"), new byte[] {1, 2, 3, 4, 5});
    assertThat(Main.run("identify", "--languageModel=" + damaged)).isEqualTo(ExitCode.USAGE);
    assertThat(Main.run("identify", "--languageModel=" + folder.resolve("none.ftz")))
        .isEqualTo(ExitCode.USAGE);
  }

  private static String label(String lines) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    IdentifyCommand.label(
        LanguageIdentifiers.embedded(),
        new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
        out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
