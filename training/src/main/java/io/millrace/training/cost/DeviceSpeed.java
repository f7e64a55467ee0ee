package io.millrace.training.cost;

/**
 * What a device and its links do.
 *
 * @param flopsPerSecond of matrix products, above 0
 * @param forwardSecondsPerLayer fixed time of a layer's forward, however short the chunk: launches
 *     of kernels
 * @param backwardSecondsPerLayer the same of a backward
 * @param linkBytesPerSecond between devices, above 0
 */
public record DeviceSpeed(
    double flopsPerSecond,
    double forwardSecondsPerLayer,
    double backwardSecondsPerLayer,
    double linkBytesPerSecond) {

  /** Checks the ranges. */
  public DeviceSpeed {
    if (!(flopsPerSecond > 0)
        || !(linkBytesPerSecond > 0)
        || !(forwardSecondsPerLayer >= 0)
        || !(backwardSecondsPerLayer >= 0)) {
      throw new IllegalArgumentException("rates must be above 0 and times at least 0");
    }
  }
}
