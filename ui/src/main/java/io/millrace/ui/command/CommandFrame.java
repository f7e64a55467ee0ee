package io.millrace.ui.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Runs one command of several and turns what happens into an exit code: parses options, expands
 * {@code --config}, checks {@link Range}s, prints help, and says what was wrong in one line that
 * names the culprit.
 *
 * <p>A command is a class with picocli's {@code @Command} that implements {@code
 * Callable<Integer>}.
 */
public final class CommandFrame {
  private static final Logger LOG = LoggerFactory.getLogger(CommandFrame.class);

  private final List<?> commands;
  private final PrintStream out;
  private final PrintStream err;

  private CommandFrame(List<?> commands, PrintStream out, PrintStream err) {
    this.commands = commands;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs a command with results on standard output and complaints on standard error.
   *
   * @param commands the command objects of this class path
   * @param args the command's name, then its options
   * @return the exit code, see {@link ExitCode}
   */
  public static int run(List<?> commands, String... args) {
    return new CommandFrame(commands, System.out, System.err).run(args);
  }

  /** As {@link #run(List, String...)}, with the streams given. */
  static int run(List<?> commands, PrintStream out, PrintStream err, String... args) {
    return new CommandFrame(commands, out, err).run(args);
  }

  private int run(String... args) {
    if (args.length == 0) {
      err.print(HelpText.catalog());
      return ExitCode.USAGE;
    }
    if (args[0].equals("--help") || args[0].equals("help")) {
      out.print(HelpText.catalog());
      return ExitCode.SUCCESS;
    }
    for (Object command : commands) {
      CommandLine parser = new CommandLine(command);
      if (parser.getCommandName().equals(args[0])) {
        return run(parser, Arrays.asList(args).subList(1, args.length));
      }
    }
    String hint = NearestName.of(args[0], CommandCatalog.names()).orElseThrow();
    err.println(
        "millrace: unknown command '"
            + args[0]
            + "'; did you mean '"
            + hint
            + "'? See millrace --help");
    return ExitCode.USAGE;
  }

  private int run(CommandLine parser, List<String> args) {
    if (args.contains("--help")) {
      out.print(HelpText.command(parser.getCommandSpec()));
      return ExitCode.SUCCESS;
    }
    try {
      parse(parser, ConfigFile.expand(args));
      Ranges.check(parser.getCommandSpec());
      Callable<Integer> command = parser.getCommand();
      return command.call();
    } catch (UsageException e) {
      err.println("millrace " + parser.getCommandName() + ": " + e.getMessage());
      err.println("See millrace " + parser.getCommandName() + " --help");
      return ExitCode.USAGE;
    } catch (IOException | UncheckedIOException e) {
      err.println("millrace " + parser.getCommandName() + " failed: " + e.getMessage());
      LOG.debug("Cause", e);
      return ExitCode.FAILURE;
    } catch (Exception e) {
      err.println("millrace " + parser.getCommandName() + " failed: " + causes(e));
      LOG.error("{} failed", parser.getCommandName(), e);
      return ExitCode.FAILURE;
    }
  }

  private static void parse(CommandLine parser, List<String> args) {
    try {
      parser.parseArgs(args.toArray(String[]::new));
    } catch (CommandLine.UnmatchedArgumentException e) {
      throw new UsageException(unknown(parser, e.getUnmatched().get(0)), e);
    } catch (CommandLine.ParameterException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /**
   * The sentence for an argument that is no option of a command.
   *
   * @param parser the command
   * @param argument the argument as typed
   */
  private static String unknown(CommandLine parser, String argument) {
    List<String> names =
        parser.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
    return unknownOption(argument, names);
  }

  /**
   * The sentence for an argument that is no option of a command.
   *
   * @param argument the argument as typed
   * @param names the valid option names, with their dashes
   */
  public static String unknownOption(String argument, List<String> names) {
    if (!argument.startsWith("-")) {
      return "unexpected argument '" + argument + "'; options are written --name=value";
    }
    String typed = argument.replaceFirst("=.*", "");
    return "unknown option '"
        + typed
        + "'; did you mean '"
        + NearestName.of(typed, names).orElse("--help")
        + "'?";
  }

  private static String causes(Throwable thrown) {
    StringBuilder text = new StringBuilder(String.valueOf(thrown.getMessage()));
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && text.indexOf(cause.getMessage()) < 0) {
        text.append(": ").append(cause.getMessage());
      }
    }
    return text.toString();
  }
}
