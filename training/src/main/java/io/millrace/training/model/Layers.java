package io.millrace.training.model;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * The parts of a transformer block that have no state. T is the chunk's length, d the width. Their
 * gradients take fewer operations, and keep less, than those that TensorFlow derives.
 */
final class Layers {
  private final Differentiation differentiation;

  Layers(Differentiation differentiation) {
    this.differentiation = differentiation;
  }

  /**
   * RMSNorm (1910.07467).
   *
   * @param x [T, d]
   * @param weight [d]
   * @return [T, d]
   */
  Operand<TFloat32> rmsNorm(Ops tf, Operand<TFloat32> x, Operand<TFloat32> weight, double epsilon) {
    Operand<TFloat32> inverseRoot =
        tf.math.rsqrt(
            tf.math.add(mean(tf, tf.math.square(x)), tf.constant((float) epsilon))); // [T, 1]
    Operand<TFloat32> normed = tf.math.mul(x, inverseRoot); // [T, d]
    return differentiation.attach(
        tf,
        tf.math.mul(normed, weight),
        List.of(x, weight),
        (scope, upstream) -> rmsNormGradients(scope, normed, inverseRoot, weight, upstream));
  }

  private static List<Operand<TFloat32>> rmsNormGradients(
      Ops tf,
      Operand<TFloat32> normed,
      Operand<TFloat32> inverseRoot,
      Operand<TFloat32> weight,
      Operand<TFloat32> upstream) {
    Operand<TFloat32> ofNormed = tf.math.mul(upstream, weight); // [T, d]
    Operand<TFloat32> along = tf.math.mul(normed, mean(tf, tf.math.mul(ofNormed, normed)));
    return List.of(
        tf.math.mul(tf.math.sub(ofNormed, along), inverseRoot),
        tf.reduceSum(tf.math.mul(upstream, normed), tf.constant(0)));
  }

  /** From [T, d] to [T, 1]. */
  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x) {
    return tf.math.mean(x, tf.constant(-1), Mean.keepDims(true));
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
  Operand<TFloat32> feedForward(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TFloat32> gate,
      Operand<TFloat32> up,
      Operand<TFloat32> down) {
    return tf.linalg.matMul(
        gated(tf, tf.linalg.matMul(x, gate), tf.linalg.matMul(x, up)), down); // [T, d]
  }

  /**
   * The product of one tensor's swish and the other [T, f].
   *
   * @param gate [T, f]
   * @param up [T, f]
   */
  private Operand<TFloat32> gated(Ops tf, Operand<TFloat32> gate, Operand<TFloat32> up) {
    Operand<TFloat32> swish = tf.math.mul(gate, tf.math.sigmoid(gate)); // [T, f]
    return differentiation.attach(
        tf,
        tf.math.mul(swish, up),
        List.of(gate, up),
        (scope, upstream) -> gatedGradients(scope, gate, up, upstream));
  }

  /** With the sigmoid σ of g, the swish gσ has the derivative σ + gσ(1 − σ). */
  private static List<Operand<TFloat32>> gatedGradients(
      Ops tf, Operand<TFloat32> gate, Operand<TFloat32> up, Operand<TFloat32> upstream) {
    Operand<TFloat32> sigmoid = tf.math.sigmoid(gate); // [T, f]
    Operand<TFloat32> swish = tf.math.mul(gate, sigmoid); // [T, f]
    Operand<TFloat32> derivative =
        tf.math.add(sigmoid, tf.math.mul(swish, tf.math.sub(tf.constant(1f), sigmoid))); // [T, f]
    return List.of(
        tf.math.mul(tf.math.mul(upstream, up), derivative), tf.math.mul(upstream, swish));
  }
}
