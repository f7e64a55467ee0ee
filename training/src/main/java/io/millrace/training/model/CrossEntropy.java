package io.millrace.training.model;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.SparseSoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The loss of each position. TensorFlow Java knows no gradient of the fused kernel; it is the
 * kernel's second output, registered here once a JVM.
 */
final class CrossEntropy {
  static {
    TensorFlow.registerCustomGradient(
        SparseSoftmaxCrossEntropyWithLogits.Inputs.class,
        (tf, op, gradients) -> {
          Output<TFloat32> ofLosses = floats(gradients.get(0)); // [T]
          Output<TFloat32> softmaxMinusOneHot = floats(op.getOutputs().op().output(1)); // [T, V]
          Operand<TFloat32> column = tf.expandDims(ofLosses, tf.constant(-1)); // [T, 1]
          return Arrays.asList(tf.math.mul(column, softmaxMinusOneHot), tf.zerosLike(op.labels));
        });
  }

  private CrossEntropy() {}

  /**
   * Builds the loss of each position.
   *
   * @param logits [T, V]
   * @param labels [T]; negative where a position is not trained
   * @return losses in nats [T]; 0 where a position is not trained
   */
  static Operand<TFloat32> losses(Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels) {
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> valid = tf.math.maximum(labels, zero); // [T]
    Operand<TFloat32> trained =
        tf.dtypes.cast(tf.math.greaterEqual(labels, zero), TFloat32.class); // [T]
    Operand<TFloat32> losses =
        tf.nn.sparseSoftmaxCrossEntropyWithLogits(logits, valid).loss(); // [T]
    return tf.withName("losses").math.mul(losses, trained); // [T]
  }

  @SuppressWarnings("unchecked") // The kernel is float's: its logits are.
  private static Output<TFloat32> floats(Output<?> output) {
    return (Output<TFloat32>) output;
  }
}
