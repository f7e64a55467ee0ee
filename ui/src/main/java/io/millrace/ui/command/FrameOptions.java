package io.millrace.ui.command;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that every command has, and what remains of its arguments without them. */
final class FrameOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML file of options, named as here without the dashes; the command line wins over it.")
  private Path config;

  @Option(
      names = "--printConfig",
      description = "Print the options in effect as YAML, ready for --config, and do no work.")
  private boolean printConfig;

  @Option(names = "--help", description = "Print this help.")
  private boolean help;

  private List<String> rest = List.of();

  private FrameOptions() {}

  /**
   * @param args a command's arguments
   * @throws UsageException if one of these options is misused
   */
  static FrameOptions parse(List<String> args) {
    FrameOptions options = new FrameOptions();
    CommandLine parser = new CommandLine(options);
    parser.setExpandAtFiles(false).setUnmatchedArgumentsAllowed(true);
    try {
      options.rest = parser.parseArgs(args.toArray(String[]::new)).unmatched();
    } catch (CommandLine.ParameterException e) {
      throw new UsageException(e.getMessage(), e);
    }
    return options;
  }

  /** The definitions, for help and hints. */
  static CommandSpec spec() {
    return CommandSpec.forAnnotatedObject(new FrameOptions());
  }

  /** The file of {@code --config}, or null. */
  Path config() {
    return config;
  }

  boolean printConfig() {
    return printConfig;
  }

  boolean help() {
    return help;
  }

  /** The arguments that are none of these options, in their order. */
  List<String> rest() {
    return rest;
  }
}
