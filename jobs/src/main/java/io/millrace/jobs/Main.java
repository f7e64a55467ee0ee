package io.millrace.jobs;

import io.millrace.jobs.command.RebalanceCommand;
import io.millrace.ui.command.CommandFrame;
import java.util.List;

/** The entry of all commands that run without TensorFlow. */
public final class Main {
  private Main() {}

  /**
   * @param args a command's name, then its options
   */
  public static void main(String[] args) {
    System.exit(CommandFrame.run(List.of(new RebalanceCommand()), args));
  }
}
