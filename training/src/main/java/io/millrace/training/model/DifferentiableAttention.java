package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Attention with a backward pass; what it keeps for that does not grow with the past. */
final class DifferentiableAttention extends Attention {

  /**
   * @param recompute scope of nodes to be computed again in the backward pass
   * @param positions [T]
   * @param segments [T]
   * @param slicing of the T queries and the past
   */
  DifferentiableAttention(
      Ops tf,
      Ops recompute,
      ModelConfig config,
      Operand<TInt32> positions,
      Operand<TInt32> segments,
      Slicing slicing) {
    super(tf, recompute, config, positions, segments, slicing);
  }

  @Override
  Operand<TFloat32> attend(Ops tf, BlockedAttention.Inputs inputs) {
    BlockedAttention.Attended attended = blocked.attend(tf, inputs);
    Operand<TFloat32> weighed = byPosition(tf, attended.weighed()); // [T, k·q·w]
    return GradientRule.attach(
        tf,
        weighed,
        inputs.all(),
        (scope, upstream) -> gradients(scope, inputs, weighed, attended.logSums(), upstream));
  }

  private List<Operand<TFloat32>> gradients(
      Ops tf,
      BlockedAttention.Inputs inputs,
      Operand<TFloat32> weighed,
      Operand<TFloat32> logSums,
      Operand<TFloat32> upstream) {
    Operand<TFloat32> products = byHead(tf, tf.math.mul(weighed, upstream)); // [k, q, T, w]
    Operand<TFloat32> inner =
        tf.reduceSum(products, tf.constant(3), ReduceSum.keepDims(true)); // [k, q, T, 1]
    return blocked.gradients(tf, inputs, logSums, byHead(tf, upstream), inner);
  }
}
