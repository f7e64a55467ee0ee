package io.millrace.ui.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code --config=FILE}: a YAML mapping whose keys are option names without the dashes. A list
 * repeats its option; what the command line gives itself wins over the file.
 */
final class ConfigFile {
  private static final String OPTION = "--config=";

  private ConfigFile() {}

  /**
   * Replaces {@code --config=FILE} by the options that the file sets and the command line does not.
   *
   * @param args a command's arguments
   * @return the arguments with the file's options in front
   * @throws UsageException if the file cannot be read or is not a mapping of option names to values
   */
  static List<String> expand(List<String> args) {
    List<String> files = args.stream().filter(arg -> arg.startsWith(OPTION)).toList();
    if (files.isEmpty()) {
      return args;
    }
    if (files.size() > 1) {
      throw new UsageException("--config is given " + files.size() + " times; give it once");
    }
    List<String> given = args.stream().filter(arg -> !arg.startsWith(OPTION)).toList();
    Set<String> givenNames =
        given.stream()
            .map(arg -> arg.replaceFirst("^--", "").replaceFirst("=.*", ""))
            .collect(Collectors.toSet());
    List<String> expanded = new ArrayList<>();
    Path file = Path.of(files.get(0).substring(OPTION.length()));
    for (Map.Entry<String, JsonNode> entry : read(file).properties()) {
      if (!givenNames.contains(entry.getKey())) {
        expanded.addAll(arguments(file, entry.getKey(), entry.getValue()));
      }
    }
    expanded.addAll(given);
    return expanded;
  }

  private static JsonNode read(Path file) {
    try {
      JsonNode root = new YAMLMapper().readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw new UsageException(
            "--config " + file + ": expected a mapping of option names to values");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "--config "
              + file
              + ", line "
              + e.getLocation().getLineNr()
              + ": "
              + e.getOriginalMessage(),
          e);
    } catch (IOException e) {
      throw new UsageException("--config " + file + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static List<String> arguments(Path file, String key, JsonNode value) {
    if (value.isArray()) {
      List<String> repeated = new ArrayList<>();
      value.forEach(item -> repeated.addAll(arguments(file, key, item)));
      return repeated;
    }
    if (!value.isValueNode() || value.isNull()) {
      throw new UsageException(
          "--config " + file + ": " + key + " must have a value or a list of values");
    }
    return Arrays.asList("--" + key + "=" + value.asText());
  }
}
