package io.millrace.ui.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --printConfig}: the options in effect, as {@link ConfigFile} reads them. */
final class ConfigPrinter {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  private ConfigPrinter() {}

  /**
   * The options in effect.
   *
   * @param parsed a command's arguments, with the defaults applied
   * @return YAML: the command's options that have a value, in the order of its help, then what it
   *     passes on
   */
  static String print(ParseResult parsed) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (OptionSpec option : parsed.commandSpec().options()) {
      Object value = option.getValue();
      if (value != null && !option.hidden()) {
        values.put(option.longestName().replaceFirst("^--", ""), plain(value));
      }
    }
    for (String argument : parsed.unmatched()) {
      String[] nameAndValue = argument.replaceFirst("^--", "").split("=", 2);
      values.put(nameAndValue[0], nameAndValue.length == 2 ? nameAndValue[1] : "true");
    }
    try {
      return MAPPER.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values are always writable", e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(ConfigPrinter::plain).toList();
    }
    if (value.getClass().isArray()) {
      List<Object> many = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        many.add(plain(Array.get(value, i)));
      }
      return many;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }
}
