package io.millrace.training.runtime;

import io.millrace.training.model.StageNames;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RewriterConfig;

/**
 * Which device computes which stage. A worker of the pipeline is a device; it may have several
 * stages. Devices are set on every node of a graph's definition, gradients included, by the replica
 * and the stage in the node's name.
 *
 * @param devices TensorFlow device names such as {@code CPU:0}, {@code GPU:1} or {@code
 *     /job:worker/task:1/device:GPU:0}; those of the first replica, then of the next
 * @param replicas copies of the pipeline, at least 1
 * @param workerOfStage the worker of each stage, from 0, in the order of the stages
 */
public record DevicePlacement(List<String> devices, int replicas, List<Integer> workerOfStage) {
  private static final Pattern DEVICE =
      Pattern.compile(
          "(?<task>(?:/job:[A-Za-z]\\w*)?(?:/replica:\\d+)?(?:/task:\\d+)?)/?(?:device:)?"
              + "(?<device>(?<type>[A-Z][A-Z_]*):(?<number>\\d+))");

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if one is no device name or is there twice, or if there are
   *     not as many as the replicas have workers
   */
  public DevicePlacement {
    devices = List.copyOf(devices);
    workerOfStage = List.copyOf(workerOfStage);
    for (String device : devices) {
      if (!DEVICE.matcher(device).matches()) {
        throw new IllegalArgumentException(
            "--devices: '"
                + device
                + "' is no device; write TYPE:NUMBER, such as CPU:0 or GPU:1, or all of"
                + " /job:NAME/task:NUMBER/device:TYPE:NUMBER");
      }
    }
    if (devices.isEmpty()
        || devices.stream().map(DevicePlacement::canonical).distinct().count() < devices.size()) {
      throw new IllegalArgumentException(
          "--devices: give different devices, not " + String.join(",", devices));
    }
    int workers = new HashSet<>(workerOfStage).size();
    if (devices.size() != replicas * workers) {
      throw new IllegalArgumentException(
          "--devices: "
              + replicas
              + (replicas == 1 ? " replica of " : " replicas of ")
              + workers
              + " devices each need "
              + replicas * workers
              + ", not "
              + devices.size()
              + " ("
              + String.join(",", devices)
              + ")");
    }
  }

  /** One replica whose stage i is on the i-th device. */
  public DevicePlacement(List<String> devices) {
    this(devices, 1, IntStream.range(0, devices.size()).boxed().toList());
  }

  /** The number of stages. */
  public int stages() {
    return workerOfStage.size();
  }

  /** The number of a replica's devices. */
  public int workers() {
    return devices.size() / replicas;
  }

  /** The device of a stage as TensorFlow writes it, such as {@code /device:CPU:0}. */
  public String deviceOf(StageNames stage) {
    if (stage.stage() >= stages() || stage.replica() >= replicas) {
      throw new IllegalArgumentException(
          "stage " + stage.stage() + " of replica " + stage.replica() + " has no device");
    }
    return canonical(devices.get(stage.replica() * workers() + workerOfStage.get(stage.stage())));
  }

  private static String canonical(String device) {
    Matcher matcher = DEVICE.matcher(device);
    return matcher.replaceFirst("${task}/device:${device}");
  }

  /**
   * Sets the device of every node.
   *
   * @param graph whose nodes are named as {@link StageNames} says
   */
  public GraphDef place(GraphDef graph) {
    GraphDef.Builder placed = graph.toBuilder();
    for (NodeDef.Builder node : placed.getNodeBuilderList()) {
      node.setDevice(deviceOf(StageNames.ofNode(node.getName())));
    }
    return placed.build();
  }

  /**
   * The session's configuration: as many virtual CPU devices as are named, and a thread for each
   * device's run at least.
   *
   * @param intraOpThreads threads inside one kernel, at least 1
   */
  public ConfigProto sessionConfig(int intraOpThreads) {
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setGraphOptions(
                GraphOptions.newBuilder()
                    .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
            .setIntraOpParallelismThreads(intraOpThreads)
            .setInterOpParallelismThreads(2 * devices.size());
    int cpus = devices.stream().mapToInt(DevicePlacement::virtualCpus).max().orElse(1);
    return config.putDeviceCount("CPU", Math.max(1, cpus)).build();
  }

  /** How many virtual CPUs there must be for a device to be one of them. */
  private static int virtualCpus(String device) {
    Matcher matcher = DEVICE.matcher(device);
    return matcher.matches() && matcher.group("type").equals("CPU")
        ? Integer.parseInt(matcher.group("number")) + 1
        : 0;
  }

  @Override
  public String toString() {
    return devices.stream().collect(Collectors.joining(","));
  }
}
