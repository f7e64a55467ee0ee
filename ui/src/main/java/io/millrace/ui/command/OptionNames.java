package io.millrace.ui.command;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The names one may type after a command. */
final class OptionNames {
  private OptionNames() {}

  /** With their dashes: the command's own, then those of every command. */
  static List<String> of(CommandSpec spec) {
    return Stream.of(spec, FrameOptions.spec())
        .flatMap(each -> each.options().stream())
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .toList();
  }
}
