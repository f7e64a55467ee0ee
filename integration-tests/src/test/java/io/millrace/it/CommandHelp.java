package io.millrace.it;

import io.millrace.ui.command.CommandCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An option as help tells of it.
 *
 * @param name without dashes
 * @param type such as {@code INT} or {@code read|leave_out}; null for a flag
 * @param facts default, range and whether it is required; empty if there are none
 * @param words what it is for, with its example
 */
record CommandHelp(String name, String type, String facts, String words) {
  private static final Pattern ENTRY =
      Pattern.compile("(?m)^  --([A-Za-z]+)(?:=(\\S+))?(?:  \\((.*)\\))?\\n((?:      .*\\n)+)");

  /** The options of a command and those of every command, in the order of its help. */
  static Map<String, CommandHelp> of(CommandCatalog command) {
    Map<String, CommandHelp> options = new LinkedHashMap<>();
    ENTRY
        .matcher(run(command, "--help").stdout())
        .results()
        .map(CommandHelp::of)
        .forEach(option -> options.put(option.name(), option));
    return options;
  }

  private static CommandHelp of(MatchResult match) {
    String facts = match.group(3) == null ? "" : match.group(3);
    return new CommandHelp(match.group(1), match.group(2), facts, match.group(4));
  }

  /** Runs a command of either class path. */
  static Cli.Result run(CommandCatalog command, String... options) {
    List<String> args = new ArrayList<>(List.of(command.commandName()));
    args.addAll(List.of(options));
    String[] all = args.toArray(String[]::new);
    return command.family() == CommandCatalog.Family.JOBS ? Cli.millrace(all) : Cli.train(all);
  }
}
