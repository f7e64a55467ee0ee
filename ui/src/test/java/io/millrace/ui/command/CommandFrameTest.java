package io.millrace.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandFrameTest {
  @TempDir Path folder;

  @Command(
      name = "grind",
      description = "Grinds grain.",
      footer = "bin/millrace grind --stones=2 --grain=rye")
  static final class Grind implements Callable<Integer> {
    @Option(
        names = "--stones",
        defaultValue = "2",
        paramLabel = "INT",
        description = "Millstones that turn.")
    @Range(min = 1, max = 8)
    int stones;

    @Option(names = "--grain", required = true, paramLabel = "TEXT", description = "What to grind.")
    List<String> grains = new ArrayList<>();

    private Exception failure;
    private boolean ran;

    @Override
    public Integer call() throws Exception {
      ran = true;
      if (failure != null) {
        throw failure;
      }
      return ExitCode.SUCCESS;
    }
  }

  private record Result(int exitCode, String out, String err, Grind grind) {}

  @Test
  void aCommandRunsWithItsOptions() {
    Result result = run("grind", "--stones=4", "--grain=rye", "--grain=oats");

    assertThat(result.exitCode()).isZero();
    assertThat(result.grind().ran).isTrue();
    assertThat(result.grind().stones).isEqualTo(4);
    assertThat(result.grind().grains).containsExactly("rye", "oats");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void helpGivesTypeDefaultRangeAndExample() {
    Result result = run("grind", "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.grind().ran).isFalse();
    assertThat(result.out())
        .contains("Usage: millrace grind --option=value ...")
        .contains("--stones=INT  (default 2; 1 to 8)\n      Millstones that turn.")
        .contains("--grain=TEXT  (may be repeated; required)")
        .contains("Example\n  bin/millrace grind --stones=2 --grain=rye");
  }

  @Test
  void withoutACommandTheCatalogGoesToStandardError() {
    Result result = run();

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("Usage: millrace COMMAND").contains("  curate ");
  }

  @Test
  void badUsageIsExitCodeTwoBeforeAnyWork() {
    assertUsage(run("grnd"), "unknown command 'grnd'", "did you mean");
    assertUsage(run("grind", "--grain=rye", "--stonse=3"), "'--stonse'", "'--stones'");
    assertUsage(run("grind", "--grain=rye", "3"), "unexpected argument '3'");
    assertUsage(run("grind", "--grain=rye", "--stones=9"), "--stones=9", "1 to 8");
    assertUsage(run("grind", "--grain=rye", "--stones=0"), "--stones=0", "1 to 8");
    assertUsage(run("grind", "--grain=rye", "--stones=two"), "--stones", "two");
    assertUsage(run("grind"), "--grain");
  }

  @Test
  void aCommandOfTheOtherClassPathIsNotCalledUnknown() {
    assertUsage(run("train"), "command 'train' is not on this class path", "bin/millrace");
  }

  @Test
  void hintsKnowTheOptionsOfEveryCommand() {
    assertUsage(run("grind", "--grain=rye", "--confg=x"), "'--config'");
  }

  @Test
  void anArgumentThatStartsWithAnAtSignIsNoFile() {
    assertUsage(run("grind", "--grain=rye", "@options"), "unexpected argument '@options'");
  }

  @Test
  void aFailureIsExitCodeOneWithItsMessage() {
    Result result = fail(new IOException("disk full: /mill"));

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).isEqualTo("millrace grind failed: disk full: /mill\n");
  }

  @Test
  void aFailuresCausesAreToldOnce() {
    Result result =
        fail(new IllegalStateException("the wheel stopped", new IOException("no water")));

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).contains("millrace grind failed: the wheel stopped: no water\n");
  }

  @Test
  void whatTheCommandLineGivesWinsOverTheConfigFile() throws IOException {
    Path config = config("stones: 5\ngrain: [rye, oats]\n");

    Grind fromFile = run("grind", "--config=" + config).grind();
    assertThat(fromFile.stones).isEqualTo(5);
    assertThat(fromFile.grains).containsExactly("rye", "oats");

    Grind mixed = run("grind", "--config=" + config, "--grain=barley").grind();
    assertThat(mixed.stones).isEqualTo(5);
    assertThat(mixed.grains).containsExactly("barley");
  }

  @Test
  void aBadConfigFileIsNamed() throws IOException {
    assertUsage(run("grind", "--config=" + folder + "/none.yml"), "none.yml", "cannot be read");
    assertUsage(run("grind", "--config=" + config("- 1\n")), "mill.yml", "mapping");
    assertUsage(run("grind", "--config=" + config("grain: {a: b}\n")), "mill.yml", "grain");
    assertUsage(
        run("grind", "--config=" + config("grain: rye\nstons: 3\n")), "--stons", "--stones");
    assertUsage(run("grind", "--config=" + config("grain: [rye\n")), "mill.yml, line");
  }

  @Test
  void theLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(CommandCatalog.find("identify")).contains(CommandCatalog.IDENTIFY);
      assertUsage(run("grind", "--grain=rye", "--STONES=3"), "'--stones'");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theNearestNameCountsASwapAsOneMistake() {
    assertThat(NearestName.distance("curate", "cruate")).isEqualTo(1);
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.of("trian", List.of("train", "tree"))).contains("train");
  }

  private Path config(String yaml) throws IOException {
    return Files.writeString(folder.resolve("mill.yml"), yaml);
  }

  private static void assertUsage(Result result, String... words) {
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(words);
    assertThat(result.grind().ran).isFalse();
  }

  private static Result fail(Exception failure) {
    Grind grind = new Grind();
    grind.failure = failure;
    return run(grind, "grind", "--grain=rye");
  }

  private static Result run(String... args) {
    return run(new Grind(), args);
  }

  private static Result run(Grind grind, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        CommandFrame.run(
            List.of(grind),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            args);
    return new Result(
        exitCode,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        grind);
  }
}
