package io.millrace.ui.command;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help drawn from the definitions that parse the options, so that the two cannot differ. */
final class HelpText {
  private static final int WIDTH = 100;

  private HelpText() {}

  /** The commands by group, each with what it does. */
  static String catalog() {
    StringBuilder text = new StringBuilder("Usage: millrace COMMAND --option=value ...\n");
    for (CommandCatalog.Group group : CommandCatalog.Group.values()) {
      text.append('\n').append(group.heading()).append('\n');
      for (CommandCatalog command : CommandCatalog.values()) {
        if (command.group() == group) {
          text.append(
              String.format(Locale.ROOT, "  %-22s %s\n", command.commandName(), command.summary()));
        }
      }
    }
    return text.append("\n'millrace COMMAND --help' tells a command's options.\n").toString();
  }

  /**
   * A command's purpose, its options with type, default, range and example, and its examples.
   *
   * @param spec the command as picocli sees it
   */
  static String command(CommandSpec spec) {
    StringBuilder text = new StringBuilder();
    text.append("Usage: millrace ").append(spec.name()).append(" --option=value ...\n\n");
    Arrays.stream(spec.usageMessage().description())
        .forEach(line -> text.append(line).append('\n'));
    text.append("\nOptions\n");
    options(text, spec);
    if (!spec.unmatchedArgsBindings().isEmpty()) {
      text.append(
          "  and Beam's pipeline options, such as --runner, --flinkMaster, --parallelism\n");
    }
    text.append("\nOptions of every command\n");
    options(text, FrameOptions.spec());
    if (spec.usageMessage().footer().length > 0) {
      text.append("\nExample\n");
      Arrays.stream(spec.usageMessage().footer())
          .forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  private static void options(StringBuilder text, CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        text.append("  ").append(option.longestName()).append(type(option));
        text.append(facts(option)).append('\n');
        String words = String.join(" ", option.description());
        wrap(text, words + example(spec, option));
      }
    }
  }

  private static String type(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    Class<?> type = option.isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
    if (type.isEnum() && option.paramLabel().startsWith("<")) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining("|", "=", ""));
    }
    return "=" + option.paramLabel();
  }

  /**
   * As its definition says, or as the command's examples use it; nothing if that is the default.
   */
  private static String example(CommandSpec spec, OptionSpec option) {
    String value = null;
    if (option.userObject() instanceof AnnotatedElement field
        && field.isAnnotationPresent(Example.class)) {
      value = field.getAnnotation(Example.class).value();
    } else {
      Pattern use = Pattern.compile("(?<!\\S)" + Pattern.quote(option.longestName()) + "=(\\S+)");
      Matcher matcher = use.matcher(String.join(" ", spec.usageMessage().footer()));
      value = matcher.find() ? matcher.group(1) : null;
    }
    return value == null || value.equals(option.defaultValue())
        ? ""
        : " Example: " + option.longestName() + "=" + value;
  }

  private static String facts(OptionSpec option) {
    StringBuilder facts = new StringBuilder();
    if (option.isMultiValue()) {
      facts.append("; may be repeated");
    }
    if (option.required()) {
      facts.append("; required");
    }
    if (option.defaultValue() != null) {
      facts
          .append("; default ")
          .append(option.defaultValue().isEmpty() ? "none" : option.defaultValue());
    }
    Ranges.of(option).ifPresent(range -> facts.append("; ").append(Ranges.print(range)));
    return facts.isEmpty() ? "" : "  (" + facts.substring(2) + ")";
  }

  private static void wrap(StringBuilder text, String words) {
    StringBuilder line = new StringBuilder("     ");
    for (String word : words.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder("     ");
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }
}
