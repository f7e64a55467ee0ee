package io.millrace.training;

import io.millrace.training.command.TrainCommand;
import io.millrace.training.export.command.ExportCommand;
import io.millrace.training.generate.command.GenerateCommand;
import io.millrace.training.plan.command.PlanCommand;
import io.millrace.ui.command.CommandFrame;
import java.util.List;

/** The entry of the trainer's commands. */
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
        List.of(new TrainCommand(), new PlanCommand(), new GenerateCommand(), new ExportCommand()),
        args);
  }
}
