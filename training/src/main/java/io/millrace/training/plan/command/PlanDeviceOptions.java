package io.millrace.training.plan.command;

import io.millrace.training.cost.DeviceSpeed;
import io.millrace.ui.command.Range;
import picocli.CommandLine.Option;

/** What devices do and hold, where costs are worked out from the model's size. */
final class PlanDeviceOptions {
  private static final double MICROS = 1e-6;
  private static final double GIGA = 1e9;

  @Option(
      names = "--vocabularySize",
      defaultValue = "257",
      paramLabel = "INT",
      description = "Token ids of the model; --data tells its own.")
  @Range(min = 2, max = 1 << 30)
  int vocabularySize;

  @Option(
      names = "--deviceGigaflops",
      defaultValue = "50",
      paramLabel = "FLOAT",
      description = "Floating-point operations a device does in a second, in thousand millions.")
  @Range(min = 1e-6, max = 1e9)
  double deviceGigaflops;

  @Option(
      names = "--forwardLayerMicros",
      defaultValue = "250",
      paramLabel = "FLOAT",
      description = "Fixed time of a layer's forward, however short the chunk.")
  @Range(min = 0, max = 1e9)
  double forwardLayerMicros;

  @Option(
      names = "--backwardLayerMicros",
      defaultValue = "550",
      paramLabel = "FLOAT",
      description = "The same of a layer's backward.")
  @Range(min = 0, max = 1e9)
  double backwardLayerMicros;

  @Option(
      names = "--linkGigabytesPerSecond",
      defaultValue = "10",
      paramLabel = "FLOAT",
      description = "From a device to the next.")
  @Range(min = 1e-6, max = 1e9)
  double linkGigabytesPerSecond;

  @Option(
      names = "--deviceMemoryMebibytes",
      paramLabel = "INT",
      description = "What a device holds; plans that need more are left out.")
  @Range(min = 1, max = 1L << 40)
  Long deviceMemoryMebibytes;

  @Option(
      names = "--deviceMemoryTokens",
      paramLabel = "INT",
      description = "The same in tokens of activations, where times are given.")
  @Range(min = 1, max = 1L << 40)
  Long deviceMemoryTokens;

  DeviceSpeed speed() {
    return new DeviceSpeed(
        deviceGigaflops * GIGA,
        forwardLayerMicros * MICROS,
        backwardLayerMicros * MICROS,
        linkGigabytesPerSecond * GIGA);
  }

  /** The most bytes of a plan. */
  double maxBytes() {
    if (deviceMemoryTokens != null) {
      throw new IllegalArgumentException(
          "--deviceMemoryTokens goes with given times; for a model, give --deviceMemoryMebibytes");
    }
    return deviceMemoryMebibytes == null
        ? Double.POSITIVE_INFINITY
        : deviceMemoryMebibytes * PlanReport.BYTES_PER_MEBIBYTE;
  }

  /** The most tokens of activations of a plan. */
  double maxTokens() {
    if (deviceMemoryMebibytes != null) {
      throw new IllegalArgumentException(
          "--deviceMemoryMebibytes needs a model; with given times, give --deviceMemoryTokens");
    }
    return deviceMemoryTokens == null ? Double.POSITIVE_INFINITY : deviceMemoryTokens;
  }
}
