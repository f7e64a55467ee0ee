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
  private final Operand<TFloat32> cosine; // [T, w/2]
  private final Operand<TFloat32> sine; // [T, w/2]

  /**
   * @param positions [T]
   */
  RotaryPositions(Ops tf, ModelConfig config, Operand<TInt32> positions) {
    float[] frequencies = new float[config.headWidth() / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) Math.pow(config.rotaryBase(), -2.0 * i / config.headWidth());
    }
    Operand<TFloat32> column =
        tf.expandDims(tf.dtypes.cast(positions, TFloat32.class), tf.constant(1)); // [T, 1]
    Operand<TFloat32> angles = tf.math.mul(column, tf.constant(frequencies)); // [T, w/2]
    cosine = tf.math.cos(angles);
    sine = tf.math.sin(angles);
  }

  /**
   * Turns queries or keys.
   *
   * @param x [..., T, w]
   * @return [..., T, w]
   */
  Operand<TFloat32> rotate(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> lastAxis = tf.constant(x.shape().numDimensions() - 1);
    List<? extends Operand<TFloat32>> halves = tf.split(lastAxis, x, 2L).output(); // [..., T, w/2]
    Operand<TFloat32> first = halves.get(0);
    Operand<TFloat32> second = halves.get(1);
    return tf.concat(
        List.of(
            tf.math.sub(tf.math.mul(first, cosine), tf.math.mul(second, sine)),
            tf.math.add(tf.math.mul(second, cosine), tf.math.mul(first, sine))),
        lastAxis);
  }
}
