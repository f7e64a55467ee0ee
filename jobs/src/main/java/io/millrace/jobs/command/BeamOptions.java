package io.millrace.jobs.command;

import io.millrace.jobs.cluster.ClusterApi;
import io.millrace.jobs.cluster.Submission;
import io.millrace.jobs.store.S3Settings;
import io.millrace.ui.command.CommandFrame;
import io.millrace.ui.command.UsageException;
import java.beans.Introspector;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Beam's pipeline options, from the arguments that are none of the command's own. */
final class BeamOptions {
  /** Set by the launcher: Flink's configuration for jobs inside this process. */
  private static final String LOCAL_CONFIGURATION = System.getProperty("millrace.flink.conf");

  /** Set by the launcher: what Flink's client knows of a cluster. */
  private static final String CLIENT_CONFIGURATION =
      System.getProperty("millrace.flink.client.conf");

  /** Set by the launcher: Millrace with what it needs and a cluster does not have. */
  private static final String JOB_JAR = System.getProperty("millrace.job.jar");

  /** Set by the launcher: jars of the user's own, which a cluster gets with the job. */
  private static final String OWN_CLASS_PATH = System.getProperty("millrace.own.class.path", "");

  private BeamOptions() {}

  /**
   * Parses options; the runner is Flink, inside this process unless {@code --flinkMaster} names a
   * cluster.
   *
   * @param spec the command, for hints about mistyped options
   * @param arguments {@code --name=value} each
   * @throws UsageException if there is no such option or its value is unusable
   */
  static PipelineOptions parse(CommandSpec spec, List<String> arguments) {
    Set<String> known = names();
    List<String> names = new ArrayList<>(known);
    spec.options().stream().map(OptionSpec::longestName).forEach(names::add);
    for (String argument : arguments) {
      if (!known.contains(argument.replaceFirst("=.*", ""))) {
        throw new UsageException(CommandFrame.unknownOption(argument, names));
      }
    }
    S3Settings.refuseSecrets(arguments);
    try {
      return withDefaults(
          PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create(), arguments);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          arguments.stream()
              .filter(BeamOptions::isUnusable)
              .findFirst()
              .map(argument -> argument + " is not of the type that this option has")
              .orElse(e.getMessage()),
          e);
    }
  }

  private static boolean isUnusable(String argument) {
    try {
      PipelineOptionsFactory.fromArgs(argument).create();
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /** The options of all registered interfaces, with their dashes: a getter each. */
  private static Set<String> names() {
    PipelineOptionsFactory.register(FlinkPipelineOptions.class);
    Set<String> names = new TreeSet<>();
    for (Class<?> options : PipelineOptionsFactory.getRegisteredOptions()) {
      for (Method method : options.getMethods()) {
        String name = method.getName().replaceFirst("^(get|is)(?=[A-Z])", "");
        if (method.getParameterCount() == 0 && !name.equals(method.getName())) {
          names.add("--" + Introspector.decapitalize(name));
        }
      }
    }
    return names;
  }

  private static PipelineOptions withDefaults(PipelineOptions options, List<String> arguments) {
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--runner="))) {
      options.setRunner(FlinkRunner.class);
    }
    S3Settings.complete(options, arguments);
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    Submission submission = Submission.current();
    if (submission == Submission.CLIENT_THAT_LEAVES) {
      flink.setAttachedMode(false);
    }
    if (submission == Submission.OWN_PROCESS) {
      if (isLocal(options)) {
        completeLocal(flink);
      } else {
        completeRemote(flink);
      }
    }
    return options;
  }

  /** Whether jobs run inside the process or where Flink's own client decides. */
  static boolean isLocal(PipelineOptions options) {
    return options.as(FlinkPipelineOptions.class).getFlinkMaster().matches("\\[.*\\]");
  }

  private static void completeLocal(FlinkPipelineOptions flink) {
    if (!flink.getAttachedMode()) {
      throw new UsageException(
          "--attachedMode=false: a job in this process ends with it; name a cluster by --flinkMaster");
    }
    if (flink.getParallelism() < 1) {
      flink.setParallelism(Runtime.getRuntime().availableProcessors());
    }
    completeConfiguration(flink, LOCAL_CONFIGURATION);
  }

  private static void completeRemote(FlinkPipelineOptions flink) {
    if (flink.getFilesToStage() == null) {
      if (JOB_JAR == null || !Files.exists(Path.of(JOB_JAR))) {
        throw new UsageException(
            "--flinkMaster needs the job jar, which bin/millrace builds; or give it as --filesToStage=JAR");
      }
      List<String> jars = new ArrayList<>(List.of(JOB_JAR));
      if (!OWN_CLASS_PATH.isEmpty()) {
        jars.addAll(List.of(OWN_CLASS_PATH.split(File.pathSeparator)));
      }
      flink.setFilesToStage(jars);
    }
    if (flink.getParallelism() < 1) {
      flink.setParallelism(slots(flink.getFlinkMaster()));
    }
    completeConfiguration(flink, CLIENT_CONFIGURATION);
  }

  private static int slots(String master) {
    try {
      int slots = new ClusterApi(master).slots();
      if (slots == 0) {
        throw new UsageException("--flinkMaster=" + master + ": this cluster has no task manager");
      }
      return slots;
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "--flinkMaster="
              + master
              + ": no Flink cluster answers there; give its web UI's HOST:PORT",
          e);
    }
  }

  private static void completeConfiguration(FlinkPipelineOptions flink, String folder) {
    if (flink.getFlinkConfDir() == null && folder != null && Files.isDirectory(Path.of(folder))) {
      flink.setFlinkConfDir(folder);
    }
  }
}
