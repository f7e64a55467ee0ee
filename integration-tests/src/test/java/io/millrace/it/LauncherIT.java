package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.command.CommandCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs {@code bin/millrace} as people do. */
class LauncherIT {
  private static final Path LAUNCHER =
      Path.of("..", "bin", "millrace").toAbsolutePath().normalize();

  @TempDir Path folder;

  private record Result(int exitCode, String stdout, String stderr) {}

  @Test
  void helpGroupsTheCommands() throws Exception {
    Result help = launch("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.stdout()).contains("Curate a crawl", "Rebalance into shards", "Train");
    CommandCatalog.names().forEach(name -> assertThat(help.stdout()).contains("  " + name + " "));
  }

  @ParameterizedTest
  @EnumSource(CommandCatalog.class)
  void everyCommandHasHelpWithAnExample(CommandCatalog command) throws Exception {
    Result help = launch(command.commandName(), "--help");

    assertThat(help.exitCode()).as(help.stderr()).isZero();
    assertThat(help.stdout())
        .contains("Usage: millrace " + command.commandName())
        .containsSubsequence("Options", "Example", "bin/millrace " + command.commandName());
  }

  @Test
  void anUnknownCommandIsBadUsageWithAHint() throws Exception {
    Result result = launch("currate");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("did you mean 'curate'");
  }

  @Test
  void anUnknownOptionIsBadUsageWithAHint() throws Exception {
    Result result = launch("curate", "--input=x", "--output=" + folder, "--keepDroped=true");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("--keepDroped").contains("did you mean '--keepDropped'");
  }

  @Test
  void itRunsFromAnyFolder() throws Exception {
    Result result = launch("rebalance");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("--input");
  }

  private Result launch(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(args));
    Path stdout = folder.resolve("stdout");
    Path stderr = folder.resolve("stderr");
    int exitCode =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile())
            .start()
            .waitFor();
    return new Result(
        exitCode,
        Files.readString(stdout, StandardCharsets.UTF_8),
        Files.readString(stderr, StandardCharsets.UTF_8));
  }
}
