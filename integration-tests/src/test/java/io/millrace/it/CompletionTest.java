package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.ui.command.CommandCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bash completes is what help tells of. */
class CompletionTest {
  private static final Path SCRIPT = Path.of("..", "bin", "completion.bash");

  /** Set to write the script anew. */
  private static final String WRITE = "millrace.completion.write";

  @Test
  void theScriptHasEveryCommandAndOption() throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(SCRIPT, script());
    }

    assertThat(Files.readString(SCRIPT))
        .as("write it anew by running this test with -D%s=true", WRITE)
        .isEqualTo(script());
  }

  @ParameterizedTest
  @CsvSource({
    "millrace cal, calibrate",
    "bin/millrace t, tokenizer train",
    "millrace curate --minSt, --minStopWords=",
    "millrace train --res, --resume",
    "millrace curate --noArchive =, read leave_out",
    "millrace curate --noArchive = le, leave_out",
    "millrace train --schedule = z, zb-h1",
    "millrace rebalance --languageMix = u, unimax:",
    "millrace curate --keepDropped = t, true",
    "millrace curate --input = ../bin/comp, ../bin/completion.bash",
    "millrace nothing --, ''"
  })
  void bashCompletes(String line, String expected) throws Exception {
    assumeTrue(hasBash(), "no bash on the search path: completion was not run");
    // As bash splits a line: '=' is a word of its own.
    String[] words = line.split(" ");
    String last = words[words.length - 1];
    String before = words.length > 1 ? words[words.length - 2] : "";
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source "
                    + SCRIPT
                    + "; COMP_WORDS=("
                    + Arrays.stream(words)
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "))
                    + "); COMP_CWORD="
                    + (words.length - 1)
                    + "; _millrace millrace '"
                    + (last.equals("=") ? "" : last)
                    + "' '"
                    + before
                    + "'; echo \"${COMPREPLY[@]}\"; complete -p millrace >&2")
            .start();
    String completed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String registered = new String(bash.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(bash.waitFor()).as(registered).isZero();
    assertThat(completed.strip()).isEqualTo(expected);
    assertThat(registered.strip()).isEqualTo("complete -F _millrace millrace");
  }

  private static boolean hasBash() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "bash")));
  }

  private static String script() {
    StringBuilder options = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (CommandCatalog command : CommandCatalog.values()) {
      List<CommandHelp> all = List.copyOf(CommandHelp.of(command).values());
      options.append(
          String.format(
              Locale.ROOT,
              "    %s) echo \"%s\" ;;%n",
              command.commandName(),
              all.stream()
                  .map(option -> "--" + option.name() + (option.type() == null ? "" : "="))
                  .collect(Collectors.joining(" "))));
      for (CommandHelp option : all) {
        String choices = choices(option);
        if (!choices.isEmpty()) {
          values.append(
              String.format(
                  Locale.ROOT,
                  "    \"%s --%s\") echo \"%s\" ;;%n",
                  command.commandName(),
                  option.name(),
                  choices));
        }
      }
    }
    return """
        # Completion of millrace's commands and options for bash: source this file.
        # Written from the commands' help by CompletionTest, which says how to write it anew.

        _millrace_options() {
          case "$1" in
        %s  esac
        }

        _millrace_values() {
          case "$1 $2" in
        %s  esac
        }

        _millrace() {
          local word=$2 command=${COMP_WORDS[1]} option= values
          COMPREPLY=()
          if [ "$COMP_CWORD" -eq 1 ]; then
            COMPREPLY=($(compgen -W "%s" -- "$word"))
            return
          fi
          if [ "${COMP_WORDS[COMP_CWORD]}" = "=" ]; then
            option=${COMP_WORDS[COMP_CWORD - 1]} word=
          elif [ "${COMP_WORDS[COMP_CWORD - 1]}" = "=" ]; then
            option=${COMP_WORDS[COMP_CWORD - 2]}
          fi
          if [ -z "$option" ]; then
            COMPREPLY=($(compgen -W "$(_millrace_options "$command")" -- "$word"))
            case "${COMPREPLY[0]}" in *=) compopt -o nospace 2>/dev/null ;; esac
            return
          fi
          values=$(_millrace_values "$command" "$option")
          if [ -n "$values" ]; then
            COMPREPLY=($(compgen -W "$values" -- "$word"))
          else
            compopt -o filenames 2>/dev/null
            local IFS=$'\\n'
            COMPREPLY=($(compgen -f -- "$word"))
          fi
        }

        complete -F _millrace millrace
        """
        .formatted(options, values, String.join(" ", CommandCatalog.names()));
  }

  /** What an option may be, from a type such as {@code natural|alpha:A|FILE}. */
  private static String choices(CommandHelp option) {
    if (option.type() == null) {
      return "";
    }
    if (option.type().equals("BOOL")) {
      return "true false";
    }
    return option.type().contains("|")
        ? Stream.of(option.type().split("\\|"))
            .map(choice -> choice.replaceFirst("(^|:)[A-Z]+$", "$1"))
            .filter(choice -> !choice.isEmpty())
            .collect(Collectors.joining(" "))
        : "";
  }
}
