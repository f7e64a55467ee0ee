package io.millrace.training.model;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** The parts of a transformer block that have no state. T is the chunk's length, d the width. */
final class Layers {
  private Layers() {}

  /**
   * RMSNorm (1910.07467).
   *
   * @param x [T, d]
   * @param weight [d]
   * @return [T, d]
   */
  static Operand<TFloat32> rmsNorm(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> weight, double epsilon) {
    Operand<TFloat32> meanSquare =
        tf.math.mean(tf.math.square(x), tf.constant(-1), Mean.keepDims(true)); // [T, 1]
    Operand<TFloat32> inverseRoot =
        tf.math.rsqrt(tf.math.add(meanSquare, tf.constant((float) epsilon))); // [T, 1]
    return tf.math.mul(tf.math.mul(x, inverseRoot), weight); // [T, d]
  }

  /**
   * SwiGLU (2002.05202), f wide inside.
   *
   * @param x [T, d]
   * @param gate [d, f]
   * @param up [d, f]
   * @param down [f, d]
   * @return [T, d]
   */
  static Operand<TFloat32> feedForward(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TFloat32> gate,
      Operand<TFloat32> up,
      Operand<TFloat32> down) {
    Operand<TFloat32> gated = tf.linalg.matMul(x, gate); // [T, f]
    Operand<TFloat32> swish = tf.math.mul(gated, tf.math.sigmoid(gated)); // [T, f]
    Operand<TFloat32> inner = tf.math.mul(swish, tf.linalg.matMul(x, up)); // [T, f]
    return tf.linalg.matMul(inner, down); // [T, d]
  }
}
