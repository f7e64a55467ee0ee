package io.millrace.ui.command;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code --config=FILE}: a YAML mapping whose keys are option names without the dashes. A list
 * repeats its option; what the command line gives itself wins over the file. Values count as they
 * are written: YAML's own ideas of numbers do not touch them.
 */
final class ConfigFile {
  /** A key's values, whether they came as a list, and the line of the key. */
  private record Entry(List<String> values, boolean list, int line) {}

  private final Path file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private final Set<String> used = new HashSet<>();

  private ConfigFile(Path file) {
    this.file = file;
  }

  /** A file that sets nothing, where {@code --config} is not given. */
  static ConfigFile none() {
    return new ConfigFile(null);
  }

  /**
   * @throws UsageException if the file cannot be read or is not a mapping of option names to values
   *     or lists of values; the message names the line
   */
  static ConfigFile read(Path file) {
    ConfigFile config = new ConfigFile(file);
    try (JsonParser parser = new YAMLFactory().createParser(Files.readAllBytes(file))) {
      config.parse(parser);
    } catch (JsonProcessingException e) {
      throw config.error(e.getLocation().getLineNr(), problem(e));
    } catch (IOException e) {
      throw new UsageException("--config " + file + ": cannot be read (" + e.getMessage() + ")", e);
    }
    return config;
  }

  private void parse(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw error(line(parser), "expected a mapping of option names to values");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      int line = line(parser);
      Entry entry = entry(parser, key, line);
      if (entries.put(key, entry) != null) {
        throw error(line, key + " is given twice");
      }
    }
    if (parser.nextToken() != null) {
      throw error(line(parser), "a second document begins; put all options into one mapping");
    }
  }

  private Entry entry(JsonParser parser, String key, int line) throws IOException {
    List<String> values = new ArrayList<>();
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        values.add(scalar(parser, key));
      }
      return new Entry(values, true, line);
    }
    values.add(scalar(parser, key));
    return new Entry(values, false, line);
  }

  private String scalar(JsonParser parser, String key) throws IOException {
    if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
      throw error(line(parser), key + " must have a value or a list of values");
    }
    return parser.getText();
  }

  /** What is wrong, without the parser's quotations of the text, which are indented. */
  private static String problem(JsonProcessingException e) {
    return e.getOriginalMessage()
        .lines()
        .filter(line -> !line.startsWith(" "))
        .collect(Collectors.joining(", "));
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  /**
   * The arguments of a command: those of the file that the command line does not give, then those
   * it does.
   *
   * @param spec the command
   * @param given the command line's arguments
   * @throws UsageException if the file has a key that is no option, or a list of values for an
   *     option that takes one; the message names file, line and key
   */
  List<String> complete(CommandSpec spec, List<String> given) {
    Set<String> givenNames =
        given.stream()
            .filter(argument -> argument.startsWith("--"))
            .map(argument -> argument.replaceFirst("=.*", ""))
            .collect(Collectors.toSet());
    List<String> arguments = new ArrayList<>();
    entries.forEach(
        (key, entry) -> {
          String name = "--" + key;
          OptionSpec option = spec.findOption(name);
          check(spec, option, name, entry);
          if (!givenNames.contains(name)) {
            used.add(name);
            entry.values().forEach(value -> arguments.addAll(argument(option, name, value)));
          }
        });
    arguments.addAll(given);
    return arguments;
  }

  private void check(CommandSpec spec, OptionSpec option, String name, Entry entry) {
    // A command that passes on what it does not know answers for unknown names itself.
    if (option == null && spec.unmatchedArgsBindings().isEmpty()) {
      throw error(entry.line(), CommandFrame.unknownOption(name, OptionNames.of(spec)));
    }
    if (option != null && entry.list() && !option.isMultiValue()) {
      throw error(entry.line(), name.substring(2) + " takes one value, not a list");
    }
  }

  /** A flag is set by its name alone and by nothing else. */
  private List<String> argument(OptionSpec option, String name, String value) {
    if (option == null || option.arity().max() > 0) {
      return List.of(name + "=" + value);
    }
    return switch (value) {
      case "true" -> List.of(name);
      case "false" -> List.of();
      default -> throw error(entries.get(name.substring(2)).line(), name + ": give true or false");
    };
  }

  /** Where an option's value comes from, in brackets; nothing if not from this file. */
  String origin(String name) {
    return used.contains(name)
        ? " (" + file + ", line " + entries.get(name.substring(2)).line() + ")"
        : "";
  }

  private UsageException error(int line, String problem) {
    return new UsageException("--config " + file + ", line " + line + ": " + problem);
  }
}
