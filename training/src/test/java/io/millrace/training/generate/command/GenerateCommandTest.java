package io.millrace.training.generate.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.command.CommandRun;
import io.millrace.training.export.TestCheckpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest {
  @TempDir static Path folder;

  private static Path run;
  private static Path exported;

  @BeforeAll
  static void exportARun() throws IOException {
    run = folder.resolve("run");
    exported = folder.resolve("exported");
    TestCheckpoints.save(run, TestCheckpoints.bytesModel(), 5);
    CommandRun export = CommandRun.of("export", "--checkpoint=" + run, "--output=" + exported);
    assertThat(export.exitCode()).as(export.err()).isZero();
  }

  @Test
  void textGoesToStandardOutputAndFiguresToStandardError() {
    CommandRun generate = generate(run, "--prompt=The mill", "--maxTokens=12");
    assertThat(generate.exitCode()).as(generate.err()).isZero();
    assertThat(generate.out()).startsWith("The mill").endsWith("\n");
    assertThat(generate.err()).contains("12 tokens after the 9 of the prompt").contains("a second");
  }

  @Test
  void aSeedDecidesTheText() {
    String first = generate(run, "--prompt=A", "--seed=4", "--temperature=1.5").out();
    assertThat(generate(run, "--prompt=A", "--seed=4", "--temperature=1.5").out()).isEqualTo(first);
    assertThat(generate(run, "--prompt=A", "--seed=5", "--temperature=1.5").out())
        .isNotEqualTo(first);
  }

  @Test
  void anExportWritesWhatItsCheckpointDoes() {
    List<String> texts = new ArrayList<>();
    for (Path model :
        List.of(run, run.resolve("checkpoints"), run.resolve("checkpoints/step-00000005"))) {
      texts.add(generate(model, "--prompt=Wheel").out());
    }
    assertThat(texts).containsOnly(generate(exported, "--prompt=Wheel").out());
  }

  @Test
  void aPromptLongerThanTheContextIsBadUsage() {
    CommandRun generate = generate(run, "--prompt=" + "long ".repeat(20));
    assertThat(generate.exitCode()).isEqualTo(2);
    assertThat(generate.err()).contains("--prompt has 100 tokens", "at most 40", "Shorten");
    assertThat(generate.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--temperature=-1", "--temperature=NaN", "--topK=-1", "--maxTokens=0", "--seed=x"})
  void optionsOutOfRangeAreBadUsage(String option) {
    CommandRun generate = generate(run, option);
    assertThat(generate.exitCode()).isEqualTo(2);
    assertThat(generate.err()).contains(option.replaceFirst("=.*", ""));
  }

  @Test
  void aFolderWithoutModelIsBadUsage() {
    CommandRun generate = generate(folder.resolve("nowhere"));
    assertThat(generate.exitCode()).isEqualTo(2);
    assertThat(generate.err()).contains("--checkpoint").contains("nowhere");
  }

  @Test
  void aDamagedExportFailsAndNamesTheFile() throws IOException {
    Path damaged = folder.resolve("damaged");
    CommandRun.of("export", "--checkpoint=" + run, "--output=" + damaged);
    byte[] bytes = Files.readAllBytes(damaged.resolve("model.safetensors"));
    bytes[bytes.length - 1] ^= 1;
    Files.write(damaged.resolve("model.safetensors"), bytes);

    CommandRun generate = generate(damaged);
    assertThat(generate.exitCode()).isEqualTo(1);
    assertThat(generate.err()).contains("model.safetensors").contains("checksum");
  }

  @Test
  void aConfigurationWithoutManifestFailsAndNamesIt() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(exported.resolve("config.json"), other.resolve("config.json"));
    CommandRun generate = generate(other);
    assertThat(generate.exitCode()).isEqualTo(1);
    assertThat(generate.err()).contains("manifest.json: missing").contains("millrace export");
  }

  private static CommandRun generate(Path model, String... options) {
    List<String> arguments = new ArrayList<>(List.of("generate", "--checkpoint=" + model));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
