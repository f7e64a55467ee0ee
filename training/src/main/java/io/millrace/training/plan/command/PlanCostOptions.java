package io.millrace.training.plan.command;

import io.millrace.training.cost.TokenCosts;
import io.millrace.ui.command.Range;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How long passes take where a schedule is simulated, or where measured times are given. */
final class PlanCostOptions {
  private static final double USUAL_FORWARD_TIME = 1;

  /** A backward computes two products for each of the forward's. */
  private static final double BACKWARD_OVER_FORWARD = 2;

  @Option(
      names = "--forwardTime",
      paramLabel = "FLOAT",
      description =
          "Time of a device's forward, a micro-batch or, with sequences, a token; any unit. By default 1.")
  @Range(min = 0, max = 1e12)
  Double forwardTime;

  @Option(
      names = "--backwardTime",
      paramLabel = "FLOAT",
      description =
          "The same of a backward, gradients of input and weights together. By default twice the forward's.")
  @Range(min = 0, max = 1e12)
  Double backwardTime;

  @Option(
      names = "--weightTime",
      paramLabel = "FLOAT",
      description = "The weights' part of --backwardTime, for zb-h1. By default half of it.")
  @Range(min = 0, max = 1e12)
  Double weightTime;

  @Option(
      names = "--linkTime",
      paramLabel = "FLOAT",
      description = "The same of handing a result to the next device. By default 0.")
  @Range(min = 0, max = 1e12)
  Double linkTime;

  /** Whether any time is given, so that nothing is to be worked out from the model's size. */
  boolean given() {
    return Stream.of(forwardTime, backwardTime, weightTime, linkTime).anyMatch(Objects::nonNull);
  }

  /**
   * The costs.
   *
   * @param workers devices
   */
  TokenCosts costs(int workers) {
    double forward = forwardTime == null ? USUAL_FORWARD_TIME : forwardTime;
    double backward = backwardTime == null ? BACKWARD_OVER_FORWARD * forward : backwardTime;
    double weight = weightTime == null ? backward / 2 : weightTime;
    if (weight > backward) {
      throw new IllegalArgumentException(
          "--weightTime=" + weight + " is a part of --backwardTime=" + backward + "; lower it");
    }
    return new TokenCosts(workers, forward, backward, weight, linkTime == null ? 0 : linkTime);
  }
}
