package io.millrace.training.config;

/** Checks of single values that name what they reject. */
final class Checks {
  private Checks() {}

  static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
    }
  }

  static void within(String name, double value, double least, double greatest) {
    if (!(value >= least && value <= greatest)) {
      throw new IllegalArgumentException(
          name + " must lie in " + least + " to " + greatest + ", not " + value);
    }
  }
}
