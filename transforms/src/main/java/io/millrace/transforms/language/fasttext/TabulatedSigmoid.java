package io.millrace.transforms.language.fasttext;

/** The sigmoid read from fastText's table: 512 steps from −8 to 8, 0 and 1 beyond. */
final class TabulatedSigmoid {
  private static final int STEPS = 512;
  private static final int MAX = 8;
  private static final float[] TABLE = new float[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      float x = (float) (i * 2 * MAX) / STEPS - MAX;
      TABLE[i] = (float) (1.0 / (1.0 + (float) Math.exp(-x)));
    }
  }

  private TabulatedSigmoid() {}

  /** Applies the sigmoid to each value, in place. */
  static void apply(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = at(values[i]);
    }
  }

  static float at(float x) {
    if (x < -MAX) {
      return 0;
    }
    if (x > MAX) {
      return 1;
    }
    return TABLE[(int) ((x + MAX) * STEPS / MAX / 2)];
  }
}
