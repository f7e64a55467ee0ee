package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Rotary position embedding (2104.09864) on halves, as Llama's weights are laid out: component i
 * turns with component i + w/2 of a head of width w.
 */
final class RotaryPositions {
  private final Differentiation differentiation;
  private final Operand<TFloat32> cosine; // [T, 1, w/2]
  private final Operand<TFloat32> sine; // [T, 1, w/2]

  /**
   * @param positions [T]
   */
  RotaryPositions(
      Ops tf, ModelConfig config, Operand<TInt32> positions, Differentiation differentiation) {
    this.differentiation = differentiation;
    float[] frequencies = new float[config.headWidth() / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) Math.pow(config.rotaryBase(), -2.0 * i / config.headWidth());
    }
    Operand<TFloat32> apart =
        tf.reshape(
            tf.dtypes.cast(positions, TFloat32.class),
            tf.constant(new int[] {-1, 1, 1})); // [T, 1, 1]
    Operand<TFloat32> angles = tf.math.mul(apart, tf.constant(frequencies)); // [T, 1, w/2]
    cosine = tf.math.cos(angles);
    sine = tf.math.sin(angles);
  }

  /**
   * Turns queries or keys.
   *
   * @param x [T, heads, w]
   * @return [T, heads, w]
   */
  Operand<TFloat32> rotate(Ops tf, Operand<TFloat32> x) {
    return differentiation.attach(
        tf,
        rotated(tf, x, sine),
        List.of(x),
        (scope, upstream) -> List.of(rotated(scope, upstream, scope.math.neg(sine))));
  }

  private Operand<TFloat32> rotated(Ops tf, Operand<TFloat32> x, Operand<TFloat32> sine) {
    Operand<TInt32> lastAxis = tf.constant(2);
    List<? extends Operand<TFloat32>> halves =
        tf.split(lastAxis, x, 2L).output(); // [T, heads, w/2]
    Operand<TFloat32> first = halves.get(0);
    Operand<TFloat32> second = halves.get(1);
    return tf.concat(
        List.of(
            tf.math.sub(tf.math.mul(first, cosine), tf.math.mul(second, sine)),
            tf.math.add(tf.math.mul(second, cosine), tf.math.mul(first, sine))),
        lastAxis);
  }
}
