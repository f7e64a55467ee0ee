package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.millrace.ui.command.CommandCatalog;
import io.millrace.ui.command.Range;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a command's code declares, what its help says, and what its configuration file takes and
 * prints are the same options. The code is read by reflection, past the parser that help and
 * configuration come from.
 */
class CommandOptionsTest {
  private static final Set<String> OF_EVERY_COMMAND = Set.of("config", "printConfig", "help");
  private static final Set<String> ANY_NUMBER = Set.of("seed");
  private static final Map<String, Class<?>> COMMANDS = commands();

  @TempDir static Path folder;

  @ParameterizedTest
  @EnumSource
  void helpHasEveryOptionWithTypeDefaultAndRange(CommandCatalog command) throws Exception {
    Map<String, Field> code = options(command);
    Map<String, CommandHelp> help = CommandHelp.of(command);

    Set<String> expected = new TreeSet<>(code.keySet());
    expected.addAll(OF_EVERY_COMMAND);
    assertThat(help.keySet()).containsExactlyInAnyOrderElementsOf(expected);
    for (Map.Entry<String, Field> entry : code.entrySet()) {
      Option option = entry.getValue().getAnnotation(Option.class);
      CommandHelp told = help.get(entry.getKey());
      String facts = told.facts();
      boolean flag = entry.getValue().getType() == boolean.class && option.arity().isEmpty();
      assertThat(told.type() == null).as("--%s has no type", entry.getKey()).isEqualTo(flag);
      assertThat(told.words().replaceFirst("\\s+Example:\\s+--[\\S\\s]*", "").strip())
          .as("--%s in words", entry.getKey())
          .endsWith(".");
      if (!flag) {
        assertThat(facts.contains("required")).as(entry.getKey()).isEqualTo(option.required());
        assertThat(defaultIn(facts)).as(entry.getKey()).isEqualTo(declaredDefault(option));
      }
      Range range = entry.getValue().getAnnotation(Range.class);
      assertThat(Pattern.compile("\\S to \\S|at least|at most").matcher(facts).find())
          .as("--%s has a range", entry.getKey())
          .isEqualTo(range != null);
      assertThat(
              range != null || !isNumber(entry.getValue()) || ANY_NUMBER.contains(entry.getKey()))
          .as("--%s is a number and should have a range", entry.getKey())
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void noOptionHasADefaultThatHelpDoesNotTell(CommandCatalog command) throws Exception {
    Map<Class<?>, Object> owners = new LinkedHashMap<>();
    for (Map.Entry<String, Field> entry : options(command).entrySet()) {
      Field field = entry.getValue();
      Object owner = owners.get(field.getDeclaringClass());
      if (owner == null && !Modifier.isAbstract(field.getDeclaringClass().getModifiers())) {
        var constructor = field.getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        owner = constructor.newInstance();
        owners.put(field.getDeclaringClass(), owner);
      }
      if (owner != null && !field.getType().isPrimitive()) {
        field.setAccessible(true);
        Object initial = field.get(owner);
        assertThat(initial == null || initial instanceof Collection<?> many && many.isEmpty())
            .as("--%s begins as %s, which help does not say", entry.getKey(), initial)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConfigurationFileTakesAndPrintsEveryOption(CommandCatalog command) throws Exception {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, Field> entry : options(command).entrySet()) {
      values.put(
          entry.getKey(), value(entry.getValue(), CommandHelp.of(command).get(entry.getKey())));
    }
    // Needs a filter on the class path.
    values.remove("filter");
    Path file = folder.resolve(command.commandName() + ".yml");
    Files.writeString(
        file,
        values.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
            .collect(Collectors.joining()));

    Cli.Result printed = CommandHelp.run(command, "--config=" + file, "--printConfig");

    assertThat(printed.exitCode()).as(printed.stderr()).isZero();
    JsonNode config = new YAMLMapper().readTree(printed.stdout());
    Set<String> names = new TreeSet<>();
    config.fieldNames().forEachRemaining(names::add);
    names.remove("filter");
    assertThat(names).isEqualTo(values.keySet());
    values.forEach(
        (name, value) ->
            assertThat(text(config.path(name)))
                .as(name)
                .isEqualTo(value.replaceAll("^\"|\"$", "")));
    Path again = Files.writeString(folder.resolve("again.yml"), printed.stdout());
    assertThat(CommandHelp.run(command, "--config=" + again, "--printConfig").stdout())
        .isEqualTo(printed.stdout());
  }

  @ParameterizedTest
  @EnumSource
  void theExampleIsACommandLineThatItTakes(CommandCatalog command) {
    String help = CommandHelp.run(command, "--help").stdout();
    String example =
        help.substring(help.indexOf("\nExample\n") + 9).lines().findFirst().orElseThrow();

    assertThat(example).contains("bin/millrace " + command.commandName());
    String[] args =
        Pattern.compile("--[A-Za-z]+=?(?:'[^']*'|\\S)*")
            .matcher(example)
            .results()
            .map(match -> match.group().replace("'", ""))
            .toArray(String[]::new);
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.add("--printConfig");
    Cli.Result result = CommandHelp.run(command, all.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }

  @Test
  void aMistypedChoiceIsAnsweredWithTheNearest() {
    Cli.Result result = Cli.millrace("curate", "--input=x", "--output=y", "--noArchive=leaveout");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr())
        .startsWith(
            "millrace curate: Invalid value for option '--noArchive': expected one of [read,"
                + " leave_out] but was 'leaveout'; did you mean 'leave_out'?\n");
  }

  private static String defaultIn(String facts) {
    var matcher = Pattern.compile("default ([^;]+)").matcher(facts);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static String declaredDefault(Option option) {
    String value = option.defaultValue();
    if (value.equals("_NULL_") || value.equals("__no_default_value__")) {
      return null;
    }
    return value.isEmpty() ? "none" : value;
  }

  /** Something that the option takes, other than its default where that is easy. */
  private static String value(Field field, CommandHelp help) {
    Class<?> type = elementType(field);
    Range range = field.getAnnotation(Range.class);
    if (range != null) {
      double value = range.min() == Double.NEGATIVE_INFINITY ? range.max() : range.min();
      return type == double.class || type == Double.class || type == float.class
          ? String.valueOf(value)
          : String.valueOf((long) value);
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true";
    }
    if (isNumber(field)) {
      return "1";
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0].toString().toLowerCase(Locale.ROOT);
    }
    var example = Pattern.compile("Example: --\\w+=(\\S+)").matcher(help.words());
    if (example.find()) {
      return "\"" + example.group(1).replace("'", "") + "\"";
    }
    String label = help.type();
    return label.contains("|") && !label.contains("[") ? label.replaceFirst("\\|.*", "") : "some";
  }

  private static String text(JsonNode value) {
    List<String> parts = new ArrayList<>();
    value.forEach(part -> parts.add(part.asText()));
    return value.isArray() ? String.join(",", parts) : value.asText();
  }

  private static boolean isNumber(Field field) {
    Class<?> type = elementType(field);
    return Number.class.isAssignableFrom(type)
        || type.isPrimitive() && type != boolean.class && type != char.class;
  }

  private static Class<?> elementType(Field field) {
    if (field.getGenericType() instanceof ParameterizedType generic
        && generic.getActualTypeArguments()[0] instanceof Class<?> element) {
      return element;
    }
    return field.getType();
  }

  /** The options that a command's class declares, and those of what it mixes in, by name. */
  private static Map<String, Field> options(CommandCatalog command) {
    Map<String, Field> options = new TreeMap<>();
    assertThat(COMMANDS).containsKey(command.commandName());
    collect(COMMANDS.get(command.commandName()), options);
    return options;
  }

  private static void collect(Class<?> type, Map<String, Field> options) {
    for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (field.isAnnotationPresent(Mixin.class)) {
          collect(field.getType(), options);
        } else if (field.isAnnotationPresent(Option.class)) {
          options.put(field.getAnnotation(Option.class).names()[0].substring(2), field);
        }
      }
    }
  }

  private static Map<String, Class<?>> commands() {
    return new ClassFileImporter(List.of(new DoNotIncludeTests()))
        .importPackages("io.millrace").stream()
            .filter(type -> type.isAnnotatedWith(Command.class))
            .map(JavaClass::reflect)
            .collect(
                Collectors.toMap(
                    type -> type.getAnnotation(Command.class).name(), Function.identity()));
  }
}
