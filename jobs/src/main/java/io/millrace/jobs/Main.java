package io.millrace.jobs;

import io.millrace.jobs.cluster.Submission;
import io.millrace.jobs.command.CalibrateCommand;
import io.millrace.jobs.command.CurateCommand;
import io.millrace.jobs.command.DemoCommand;
import io.millrace.jobs.command.EvaluateExtractionCommand;
import io.millrace.jobs.command.GenerationsCommand;
import io.millrace.jobs.command.IdentifyCommand;
import io.millrace.jobs.command.InspectCommand;
import io.millrace.jobs.command.QueryCommand;
import io.millrace.jobs.command.RebalanceCommand;
import io.millrace.jobs.command.ReplayCommand;
import io.millrace.jobs.command.TokenizerCommand;
import io.millrace.ui.command.CommandFrame;
import io.millrace.ui.command.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The entry of all commands that run without TensorFlow. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and ends the process with its exit code; where Flink's client or its REST API
   * runs this, the process is theirs and a failure is thrown instead.
   *
   * @param args a command's name, then its options
   */
  public static void main(String[] args) {
    if (Submission.current() == Submission.OWN_PROCESS) {
      System.exit(run(args));
    }
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int exitCode =
        CommandFrame.run(
            commands(),
            System.out,
            new PrintStream(complaints, true, StandardCharsets.UTF_8),
            args);
    if (exitCode != ExitCode.SUCCESS) {
      throw new IllegalStateException(complaints.toString(StandardCharsets.UTF_8).strip());
    }
  }

  /**
   * Runs a command.
   *
   * @param args a command's name, then its options
   * @return the exit code
   */
  public static int run(String... args) {
    return CommandFrame.run(commands(), args);
  }

  private static List<?> commands() {
    return List.of(
        new DemoCommand(),
        new CalibrateCommand(),
        new CurateCommand(),
        new EvaluateExtractionCommand(),
        new GenerationsCommand(),
        new IdentifyCommand(),
        new InspectCommand(),
        new QueryCommand(),
        new ReplayCommand(),
        new TokenizerCommand(),
        new RebalanceCommand());
  }
}
