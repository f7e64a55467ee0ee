package io.millrace.jobs;

import io.millrace.jobs.command.CalibrateCommand;
import io.millrace.jobs.command.CurateCommand;
import io.millrace.jobs.command.DemoCommand;
import io.millrace.jobs.command.EvaluateExtractionCommand;
import io.millrace.jobs.command.GenerationsCommand;
import io.millrace.jobs.command.IdentifyCommand;
import io.millrace.jobs.command.RebalanceCommand;
import io.millrace.jobs.command.ReplayCommand;
import io.millrace.jobs.command.TokenizerCommand;
import io.millrace.ui.command.CommandFrame;
import java.util.List;

/** The entry of all commands that run without TensorFlow. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args a command's name, then its options
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs a command.
   *
   * @param args a command's name, then its options
   * @return the exit code
   */
  public static int run(String... args) {
    return CommandFrame.run(
        List.of(
            new DemoCommand(),
            new CalibrateCommand(),
            new CurateCommand(),
            new EvaluateExtractionCommand(),
            new GenerationsCommand(),
            new IdentifyCommand(),
            new ReplayCommand(),
            new TokenizerCommand(),
            new RebalanceCommand()),
        args);
  }
}
