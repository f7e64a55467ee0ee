package io.millrace.transforms.stage;

/** Takes what a rule measures of its input, to be counted by what becomes of it. */
@FunctionalInterface
public interface Measures {
  /** Keeps nothing. */
  Measures NONE = (measurement, bin) -> {};

  /**
   * Takes a measurement.
   *
   * @param measurement what was measured
   * @param bin that the value falls into
   */
  void add(Measurement measurement, String bin);
}
