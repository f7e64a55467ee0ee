package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.command.CommandCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  void aJarOfOnesOwnThatIsNotThereIsBadUsage() throws Exception {
    Result result = run(LAUNCHER, Map.of("MILLRACE_CLASS_PATH", "missing.jar"), "curate");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("MILLRACE_CLASS_PATH names missing.jar");
  }

  @Test
  void itRunsFromAnyFolder() throws Exception {
    Result result = launch("rebalance");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("--input");
  }

  @Test
  void itIsFoundThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("millrace"), LAUNCHER);

    Result result = run(link, Map.of(), "--help");

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stdout()).contains("Curate a crawl");
  }

  @Test
  void aTurkishLocaleInAnotherTimeZoneChangesNothing() throws Exception {
    Path crawl = Sample.subset(folder.resolve("crawl.warc.gz"), 11, 40);
    Path output = folder.resolve("turkish");
    Path expected = folder.resolve("expected");
    Cli.millrace("curate", "--input=" + crawl, "--output=" + expected);

    Result result =
        run(
            LAUNCHER,
            Map.of(
                "MILLRACE_JVM_OPTIONS",
                "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kathmandu"),
            "curate",
            "--input=" + crawl,
            "--output=" + output);

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(new RunOutput(output).checksums())
        .isEqualTo(new RunOutput(expected).checksums())
        .isNotEmpty();
    assertThat(new RunOutput(output).summary()).isEqualTo(new RunOutput(expected).summary());
  }

  private Result launch(String... args) throws IOException, InterruptedException {
    return run(LAUNCHER, Map.of(), args);
  }

  private Result run(Path launcher, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    Path stdout = folder.resolve("stdout");
    Path stderr = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile());
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Result(
        exitCode,
        Files.readString(stdout, StandardCharsets.UTF_8),
        Files.readString(stderr, StandardCharsets.UTF_8));
  }
}
