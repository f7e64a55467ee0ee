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
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Options from configuration files, their ranges, their help, and printing them again. */
class OptionsTest {
  enum Water {
    RIVER,
    TIDE
  }

  @Command(
      name = "mill",
      description = "Mills.",
      footer = "bin/millrace mill --grain=rye --stones=4")
  static class Mill implements Callable<Integer> {
    @Option(names = "--stones", defaultValue = "2", paramLabel = "INT", description = "Stones.")
    @Range(min = 1, max = 8)
    int stones;

    @Option(names = "--speeds", paramLabel = "FLOAT", split = ",", description = "Speeds.")
    @Range(min = 0.5)
    @Example("0.5,2")
    List<Double> speeds = new ArrayList<>();

    @Option(names = "--grain", paramLabel = "TEXT", description = "Grain.")
    String grain;

    @Option(names = "--water", defaultValue = "river", description = "Water.")
    Water water;

    @Option(names = "--sieve", description = "Sieve.")
    boolean sieve;

    @Option(names = "--secret", hidden = true)
    boolean secret;

    @Override
    public Integer call() {
      return ExitCode.SUCCESS;
    }
  }

  @Command(name = "passing", description = "Passes on what it does not know.")
  static final class Passing extends Mill {
    @Unmatched List<String> others = new ArrayList<>();
  }

  @TempDir Path folder;
  private Mill mill;
  private String out;
  private String err;

  @BeforeEach
  void start() {
    mill = new Mill();
  }

  @Test
  void valuesOfTheFileCountAsTheyAreWritten() throws IOException {
    assertThat(run(config("grain: 0017_0\nstones: 3\nspeeds: [1e0, 2.50]\nwater: TIDE\n")))
        .isZero();

    assertThat(mill.grain).isEqualTo("0017_0");
    assertThat(mill.stones).isEqualTo(3);
    assertThat(mill.speeds).containsExactly(1.0, 2.5);
    assertThat(mill.water).isEqualTo(Water.TIDE);
  }

  @Test
  void aFlagIsSetByTrueAndLeftByFalse() throws IOException {
    run(config("sieve: true\n"));
    assertThat(mill.sieve).isTrue();

    start();
    run(config("sieve: false\n"));
    assertThat(mill.sieve).isFalse();

    assertUsage(config("\nsieve: maybe\n"), "mill.yml, line 2: --sieve: give true or false");
  }

  @Test
  void theFileMayFollowAfterASpace() throws IOException {
    config("stones: 5\n");

    assertThat(run("--config", folder.resolve("mill.yml").toString())).isZero();
    assertThat(mill.stones).isEqualTo(5);
  }

  @Test
  void aFileOfCommentsSetsNothing() throws IOException {
    assertThat(run(config("# stones: 5\n"))).isZero();
    assertThat(mill.stones).isEqualTo(2);
  }

  @Test
  void aListOfTheCommandLineReplacesTheFilesWhole() throws IOException {
    run(config("speeds: [1, 2, 3]\n"), "--speeds=4");

    assertThat(mill.speeds).containsExactly(4.0);
  }

  @Test
  void mistakesNameFileLineAndKey() throws IOException {
    assertUsage(
        config("grain: rye\nstons: 3\n"),
        "mill.yml, line 2: unknown option '--stons'; did you mean '--stones'?");
    assertUsage(config("stones: 1\nstones: 2\n"), "mill.yml, line 2: ", "stones");
    assertUsage(config("\nstones: [1, 2]\n"), "mill.yml, line 2: stones takes one value");
    assertUsage(config("grain:\n"), "mill.yml, line 1: grain must have a value");
    assertUsage(config("speeds: [1, {a: 2}]\n"), "mill.yml, line 1: speeds must have a value");
    assertUsage(config("stones: 1\n---\nstones: 2\n"), "mill.yml, line", "second document");
    assertUsage(config("stones: [1\n"), "mill.yml, line 1: while parsing", "expected ',' or ']'");
    assertThat(err.lines().count()).isEqualTo(2);
  }

  @Test
  void aBadValueOfTheFileIsTracedToItsLine() throws IOException {
    assertUsage(config("\nstones: two\n"), "'--stones'", "mill.yml, line 2)");
    assertUsage(config("\nstones: 9\n"), "--stones=9 (", "mill.yml, line 2) is out of range");
    run(config("stones: 3\n"), "--stones=9");
    assertThat(err).contains("--stones=9 is out of range");
  }

  @Test
  void theFileIsGivenOnce() throws IOException {
    String config = config("stones: 3\n");

    assertThat(run(config, config)).isEqualTo(ExitCode.USAGE);
    assertThat(err).contains("--config");
  }

  @Test
  void whatACommandPassesOnMayStandInTheFile() throws IOException {
    Passing passing = new Passing();
    mill = passing;

    assertThat(run("passing", List.of(config("parallelism: 4\nstones: 3\n")))).isZero();
    assertThat(passing.others).containsExactly("--parallelism=4");
    assertThat(passing.stones).isEqualTo(3);
  }

  @Test
  void everyValueOfAListMustBeInRange() {
    assertUsage("--speeds=1,0.25", "--speeds=0.25 is out of range; give at least 0.5");
    assertUsage("--speeds=NaN", "--speeds=NaN is out of range");
    assertThat(run("--speeds=0.5,3")).isZero();
  }

  @Test
  void theEndsOfARangeBelongToIt() {
    assertThat(run("--stones=1", "--speeds=0.5")).isZero();
    assertThat(run("--stones=8")).isZero();
    assertUsage("--stones=0", "--stones=0 is out of range; give 1 to 8");
    assertUsage("--stones=9", "--stones=9 is out of range; give 1 to 8");
  }

  @Test
  void helpTellsTypeDefaultRangeAndExampleOfEachOption() {
    assertThat(run("--help")).isZero();

    assertThat(out)
        .contains("  --stones=INT  (default 2; 1 to 8)\n      Stones. Example: --stones=4\n")
        .contains("  --speeds=FLOAT  (may be repeated; at least 0.5)\n")
        .contains("      Speeds. Example: --speeds=0.5,2\n")
        .contains("  --grain=TEXT\n      Grain. Example: --grain=rye\n")
        .contains("  --water=river|tide  (default river)\n")
        .contains("  --sieve\n      Sieve.\n")
        .contains("Options of every command\n  --config=FILE\n", "  --printConfig\n", "  --help\n")
        .doesNotContain("--secret");
  }

  @Test
  void printedOptionsReadBackAsTheSame() throws IOException {
    run("--grain=12", "--speeds=1,2.5", "--water=TIDE", "--sieve", "--printConfig");
    assertThat(out)
        .isEqualTo(
            """
            stones: 2
            speeds:
              - 1.0
              - 2.5
            grain: "12"
            water: tide
            sieve: true
            """);
    String printed = out;

    start();
    run(config(printed), "--printConfig");
    assertThat(out).isEqualTo(printed);
  }

  @Test
  void printedOptionsHoldWhatACommandPassesOn() {
    mill = new Passing();

    run("passing", List.of("--parallelism=4", "--printConfig"));
    assertThat(out).contains("\nparallelism: \"4\"\n");
  }

  private String config(String yaml) throws IOException {
    return "--config=" + Files.writeString(folder.resolve("mill.yml"), yaml);
  }

  private void assertUsage(String argument, String... words) {
    start();
    assertThat(run(argument)).isEqualTo(ExitCode.USAGE);
    assertThat(err).contains(words);
  }

  private int run(String... args) {
    return run("mill", List.of(args));
  }

  private int run(String name, List<String> args) {
    List<String> all = new ArrayList<>(List.of(name));
    all.addAll(args);
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int exitCode =
        CommandFrame.run(
            List.of(mill),
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8),
            all.toArray(String[]::new));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return exitCode;
  }
}
