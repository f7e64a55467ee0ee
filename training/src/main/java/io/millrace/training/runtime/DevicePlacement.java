package io.millrace.training.runtime;

import io.millrace.training.model.StageNames;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RewriterConfig;

/**
 * Which device computes which stage: stage i the i-th device. Devices are set on every node of a
 * graph's definition, gradients included, by the stage in the node's name.
 *
 * @param devices TensorFlow device names without a job, such as {@code CPU:0} or {@code GPU:1}
 */
public record DevicePlacement(List<String> devices) {
  private static final Pattern DEVICE = Pattern.compile("([A-Z]+):(\\d+)");

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if one is not TYPE:NUMBER or is there twice
   */
  public DevicePlacement {
    devices = List.copyOf(devices);
    for (String device : devices) {
      if (!DEVICE.matcher(device).matches()) {
        throw new IllegalArgumentException(
            "--devices: '" + device + "' is no device; write TYPE:NUMBER, such as CPU:0 or GPU:1");
      }
    }
    if (devices.isEmpty() || new HashSet<>(devices).size() < devices.size()) {
      throw new IllegalArgumentException(
          "--devices: give different devices, not " + String.join(",", devices));
    }
  }

  /** The device of a stage as TensorFlow writes it, such as {@code /device:CPU:0}. */
  public String deviceOf(int stage) {
    if (stage >= devices.size()) {
      throw new IllegalArgumentException(
          "stage " + stage + " has no device; there are " + devices.size());
    }
    return "/device:" + devices.get(stage);
  }

  /**
   * Sets the device of every node.
   *
   * @param graph whose nodes are named as {@link StageNames} says
   */
  public GraphDef place(GraphDef graph) {
    GraphDef.Builder placed = graph.toBuilder();
    for (NodeDef.Builder node : placed.getNodeBuilderList()) {
      node.setDevice(deviceOf(StageNames.stageOf(node.getName())));
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
    int cpus =
        devices.stream()
            .filter(device -> device.startsWith("CPU:"))
            .mapToInt(device -> number(device) + 1)
            .max()
            .orElse(1);
    return config.putDeviceCount("CPU", cpus).build();
  }

  private static int number(String device) {
    Matcher matcher = DEVICE.matcher(device);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
  }

  @Override
  public String toString() {
    return devices.stream().collect(Collectors.joining(","));
  }
}
