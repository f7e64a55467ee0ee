package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.command.CommandCatalog;
import io.millrace.ui.command.CommandCatalog.Family;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every command line of README and docs, as a reader does who followed docs/getting-started.md
 * on the sample: each section in the same folder with what came of that page. {@code --overwrite}
 * is added where an output is there already, and {@link #shortened} says what else is changed. What
 * is not run is in {@link #EXCEPTIONS}; of that, options of {@code bin/millrace} are parsed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCommandsIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final String FIRST_PAGE = "docs/getting-started.md";
  private static final String MILLRACE = "bin/millrace";

  /** By what a line begins with or contains, why it is not run. */
  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          Map.entry("^mvn ", "Maven runs this test"),
          Map.entry("^bin/millrace demo", "takes minutes; its three commands are run here"),
          Map.entry("^bin/start-cluster", "ClusterIT starts clusters, on free ports"),
          Map.entry("^bin/stop-cluster", "ClusterIT stops them"),
          Map.entry("--flinkMaster=localhost:8081", "ClusterIT submits, to a free port"),
          Map.entry("^FLINK_CONF_DIR=", "ClusterIT submits by Flink's client"),
          Map.entry("^curl ", "ClusterIT speaks to the REST API"),
          Map.entry("^keytool ", "makes a key for a cluster's network"),
          Map.entry("s3://", "ObjectStoreIT and TrainOnObjectStoreIT have a store"),
          Map.entry("hdfs://", "HdfsIT has a file system"),
          Map.entry("shouting", "ExtendingIT builds the jar, and runs docs/extending.md"),
          Map.entry("^(javac|jar) ", "ExtendingIT builds the jar, and runs docs/extending.md"),
          Map.entry("^java .*io\\.millrace\\.", "measures for minutes; the class is looked for"),
          Map.entry("-XX:StartFlightRecording", "measures the command that other lines run"));

  private static final Pattern LAUNCHED =
      Pattern.compile("(?:time )?(?:[A-Z_]+=(?:\"[^\"]*\"|\\S*) )*bin/millrace .*");
  private static final Pattern REDIRECTION = Pattern.compile(" [<>] \\S+");

  /** With variables, redirections or a file of options: what this process cannot do as told. */
  private static final Pattern LAUNCHED_ONLY =
      Pattern.compile("(?!bin/millrace ).*|.* [<>] .*|.* --config=.*");

  private static final Pattern OUTPUT = Pattern.compile("--output=(.*)");
  private static final Set<String> OVERWRITING =
      Set.of("curate", "calibrate", "rebalance", "tokenizer", "train", "export");
  private static final Set<String> KEEPING =
      Set.of("--append", "--resume", "--dryRun", "--help", "--printConfig");

  @TempDir static Path temporary;

  private List<DocumentedCommand> commands;

  /** Where commands run. */
  private Path folder;

  /** What the folder holds before each section. */
  private Path prepared;

  @BeforeAll
  void followTheFirstPage() throws Exception {
    commands = DocumentedCommand.in(HOME);
    folder = Files.createDirectories(temporary.resolve("folder"));
    prepared = temporary.resolve("prepared");
    new ReaderFolder(folder).putCrawl();
    List<DocumentedCommand> first =
        commands.stream().filter(command -> command.page().equals(FIRST_PAGE)).toList();
    assertThat(first).hasSizeGreaterThan(5);
    for (DocumentedCommand command : first) {
      run(command);
    }
    new ReaderFolder(folder).putOtherInputs();
    ReaderFolder.copy(folder, prepared);
  }

  /** Each different section once: a page may repeat what another tells. */
  @TestFactory
  Stream<DynamicTest> sectionsRun() {
    Map<String, List<DocumentedCommand>> sections = new LinkedHashMap<>();
    for (DocumentedCommand command : commands) {
      if (!command.page().equals(FIRST_PAGE) && exception(command).isEmpty()) {
        String section = command.page() + ", " + command.section();
        sections.computeIfAbsent(section, name -> new ArrayList<>()).add(command);
      }
    }
    Map<List<String>, String> names = new LinkedHashMap<>();
    sections.forEach(
        (name, section) ->
            names.putIfAbsent(section.stream().map(DocumentedCommand::text).toList(), name));
    return names.values().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> runSection(sections.get(name))));
  }

  @Test
  void whatIsNotRunHasOptionsThatExist() throws Exception {
    for (DocumentedCommand command : commands) {
      if (!exception(command).isEmpty() && LAUNCHED.matcher(command.text()).matches()) {
        List<String> args = new ArrayList<>(arguments(command));
        args.removeIf(argument -> argument.startsWith("--filter="));
        parse(command, args);
      }
    }
  }

  @Test
  void everyExceptionIsOfALineThatIsThere() {
    for (String exception : EXCEPTIONS.keySet()) {
      assertThat(commands)
          .as(exception)
          .anyMatch(command -> Pattern.compile(exception).matcher(command.text()).find());
    }
  }

  @Test
  void toolsThatAreNamedExist() {
    Pattern className = Pattern.compile("io\\.millrace(?:\\.[a-z]+)+\\.[A-Z]\\w+");
    List<String> tools =
        commands.stream()
            .flatMap(command -> className.matcher(command.text()).results())
            .map(found -> found.group().replace('.', '/') + ".java")
            .distinct()
            .toList();

    assertThat(tools).hasSizeGreaterThan(5);
    for (String tool : tools) {
      assertThat(
              Stream.of("transforms", "jobs", "training", "integration-tests")
                  .flatMap(
                      module -> Stream.of(module + "/src/main/java/", module + "/src/test/java/"))
                  .map(folder -> HOME.resolve(folder + tool)))
          .as(tool)
          .anyMatch(Files::exists);
    }
  }

  private static String exception(DocumentedCommand command) {
    return EXCEPTIONS.entrySet().stream()
        .filter(entry -> Pattern.compile(entry.getKey()).matcher(command.text()).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private void runSection(List<DocumentedCommand> section) throws Exception {
    new ReaderFolder(folder).restore(prepared);
    for (DocumentedCommand command : section) {
      run(command);
    }
  }

  private void run(DocumentedCommand command) throws Exception {
    if (!LAUNCHED.matcher(command.text()).matches()) {
      shell(command.text());
      return;
    }
    List<String> args = shortened(arguments(command));
    if (overwrites(args)) {
      args.add("--overwrite");
    }
    if (LAUNCHED_ONLY.matcher(command.text()).matches()) {
      shell(withArguments(command, args));
      return;
    }
    args.replaceAll(this::absolute);
    Cli.Result result = cli(args);
    assertThat(result.exitCode()).as(command + "\n" + args + "\n" + result.stderr()).isZero();
  }

  /** The line with its variables and redirections, but other arguments. */
  private static String withArguments(DocumentedCommand command, List<String> args) {
    String variables = command.text().substring(0, command.text().indexOf(MILLRACE));
    String redirections =
        REDIRECTION
            .matcher(command.text())
            .results()
            .map(MatchResult::group)
            .collect(Collectors.joining());
    return args.stream()
        .map(argument -> "'" + argument.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", variables + HOME.resolve(MILLRACE) + " ", redirections));
  }

  /** Whether an output is there that the command would not touch, or a file may name one. */
  private boolean overwrites(List<String> args) {
    return OVERWRITING.contains(args.get(0))
        && args.stream().noneMatch(KEEPING::contains)
        && args.stream()
            .anyMatch(
                argument -> argument.startsWith("--config=") || isOutputThatIsThere(argument));
  }

  private boolean isOutputThatIsThere(String argument) {
    Matcher output = OUTPUT.matcher(argument);
    return output.matches() && Files.exists(folder.resolve(output.group(1)));
  }

  private static Cli.Result cli(List<String> args) {
    boolean trains =
        CommandCatalog.find(args.get(0)).filter(c -> c.family() == Family.TRAINING).isPresent();
    String[] array = args.toArray(String[]::new);
    return trains ? Cli.train(array) : Cli.millrace(array);
  }

  /**
   * The arguments of a shorter run: a vocabulary of 1,024 tokens; of training one step for each
   * hundred, a width of 32, sequences of at most 64 tokens; processors for GPUs.
   */
  private static List<String> shortened(List<String> arguments) {
    List<String> args = new ArrayList<>(arguments);
    args.replaceAll(
        argument ->
            argument
                .replaceAll("^--vocabularySize=.*", "--vocabularySize=1024")
                .replaceAll("\\bGPU:", "CPU:"));
    if (args.get(0).equals("train") && !args.contains("--help")) {
      args.replaceAll(
          argument ->
              argument.startsWith("--steps=")
                  ? "--steps=" + (Integer.parseInt(argument.substring(8)) + 99) / 100
                  : argument);
      if (args.stream().noneMatch(argument -> argument.startsWith("--steps="))) {
        args.add("--steps=1");
      }
      args.addAll(List.of("--width=32", "--maxSequenceTokens=64", "--validationTokens=1024"));
    }
    return args;
  }

  /** An option with its path made absolute, if its value begins like a file of the folder. */
  private String absolute(String argument) {
    int equals = argument.indexOf('=');
    String value = argument.substring(equals + 1);
    if (equals < 0 || value.isEmpty()) {
      return argument;
    }
    boolean isPath =
        OUTPUT.matcher(argument).matches() || Files.exists(folder.resolve(value.split("[/*]")[0]));
    return isPath ? argument.substring(0, equals + 1) + folder.resolve(value) : argument;
  }

  /** The words after {@code bin/millrace}, as the shell finds them. */
  private List<String> arguments(DocumentedCommand command) throws Exception {
    return shell(
            REDIRECTION
                .matcher(command.text())
                .replaceAll("")
                .replaceFirst(".*?bin/millrace ", "printf '%s\\\\n' "))
        .lines()
        .collect(ArrayList::new, List::add, List::addAll);
  }

  /** Parses options; of those that a command leaves to Beam, Beam must know each. */
  private static void parse(DocumentedCommand command, List<String> args) {
    List<String> parsed = new ArrayList<>(args);
    parsed.add("--printConfig");
    Cli.Result result = cli(parsed);
    assertThat(result.exitCode()).as(command + "\n" + result.stderr()).isZero();
    String help = cli(List.of(args.get(0), "--help")).stdout();
    String[] left =
        args.stream()
            .skip(1)
            .filter(argument -> !help.contains("  " + argument.replaceFirst("=.*", "")))
            .toArray(String[]::new);
    assertThat(PipelineOptionsFactory.fromArgs(left).create()).as(command.toString()).isNotNull();
  }

  private String shell(String line) throws IOException, InterruptedException {
    Path log = Files.createTempFile(temporary, "shell", ".log");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-ec", line.replaceFirst("^time ", ""))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int exitCode = builder.start().waitFor();
    String output = Files.readString(log, StandardCharsets.UTF_8);
    assertThat(exitCode).as(line + "\n" + output).isZero();
    return output;
  }
}
