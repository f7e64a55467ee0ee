package io.millrace.training.model;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Whether values get gradients of one's own: in a graph that is trained, or one that infers. */
@FunctionalInterface
interface Differentiation {
  /** Gives a value its rule. */
  Differentiation TRAINED = GradientRule::attach;

  /** Leaves a value without gradients. */
  Differentiation NONE = (tf, value, inputs, rule) -> value;

  /**
   * See {@link GradientRule#attach}.
   *
   * @param value computed from the inputs
   * @param inputs what gradients go on to
   * @return the value
   */
  Operand<TFloat32> attach(
      Ops tf, Operand<TFloat32> value, List<Operand<TFloat32>> inputs, GradientRule rule);
}
