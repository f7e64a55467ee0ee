package io.millrace.ui.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern CONSTANTS =
      Pattern.compile("expected one of \\[([A-Z0-9_, ]+)\\] \\(case-insensitive\\) but was '(.*)'");

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
  public static int run(List<?> commands, PrintStream out, PrintStream err, String... args) {
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
    err.println("millrace: " + unknownCommand(args[0]));
    return ExitCode.USAGE;
  }

  private static String unknownCommand(String name) {
    if (CommandCatalog.find(name).isPresent()) {
      return "command '" + name + "' is not on this class path; start it by bin/millrace";
    }
    String hint = NearestName.of(name, CommandCatalog.names()).orElseThrow();
    return "unknown command '" + name + "'; did you mean '" + hint + "'? See millrace --help";
  }

  private int run(CommandLine parser, List<String> args) {
    try {
      FrameOptions options = FrameOptions.parse(args);
      if (options.help()) {
        out.print(HelpText.command(parser.getCommandSpec()));
        return ExitCode.SUCCESS;
      }
      ConfigFile config =
          options.config() == null ? ConfigFile.none() : ConfigFile.read(options.config());
      parse(parser, config, options.rest());
      Ranges.check(parser.getCommandSpec(), config);
      if (options.printConfig()) {
        out.print(ConfigPrinter.print(parser.getParseResult()));
        return ExitCode.SUCCESS;
      }
      Callable<Integer> command = parser.getCommand();
      return command.call();
    } catch (UsageException e) {
      err.println("millrace " + parser.getCommandName() + ": " + e.getMessage());
      err.println("See millrace " + parser.getCommandName() + " --help");
      return ExitCode.USAGE;
    } catch (IOException | UncheckedIOException e) {
      err.println("millrace " + parser.getCommandName() + " failed: " + FailureText.of(e));
      LOG.debug("Cause", e);
      return ExitCode.FAILURE;
    } catch (Exception e) {
      err.println("millrace " + parser.getCommandName() + " failed: " + FailureText.of(e));
      LOG.error("{} failed", parser.getCommandName(), e);
      return ExitCode.FAILURE;
    }
  }

  private static void parse(CommandLine parser, ConfigFile config, List<String> args) {
    List<String> complete = config.complete(parser.getCommandSpec(), args);
    parser.setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true);
    try {
      parser.parseArgs(complete.toArray(String[]::new));
    } catch (CommandLine.UnmatchedArgumentException e) {
      String argument = e.getUnmatched().get(0);
      List<String> names = OptionNames.of(parser.getCommandSpec());
      throw new UsageException(unknownOption(argument, names), e);
    } catch (CommandLine.ParameterException e) {
      String origin =
          e.getArgSpec() instanceof OptionSpec option ? config.origin(option.longestName()) : "";
      throw new UsageException(withWordsForConstants(e.getMessage()) + origin, e);
    }
  }

  /** The parser names what an option may be as Java does, and has no hint. */
  private static String withWordsForConstants(String message) {
    Matcher constants = CONSTANTS.matcher(message);
    if (!constants.find()) {
      return message;
    }
    String names = constants.group(1).toLowerCase(Locale.ROOT);
    String typed = constants.group(2);
    return message.substring(0, constants.start())
        + ("expected one of [" + names + "] but was '" + typed + "'; did you mean '")
        + NearestName.of(typed, List.of(names.split(", "))).orElseThrow()
        + "'?"
        + message.substring(constants.end());
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
}
