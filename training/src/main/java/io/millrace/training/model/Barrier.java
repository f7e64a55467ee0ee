package io.millrace.training.model;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Puts parts of a backward pass in order, so that one's intermediate results are gone before the
 * next one's come. In a forward pass control dependencies do, but scopes of gradients lose them;
 * the outputs of a node, however, come when all its inputs have.
 */
final class Barrier {
  private Barrier() {}

  /**
   * Holds values back.
   *
   * @param values at least one
   * @param awaited what must be there first
   * @return the values
   */
  @SuppressWarnings("unchecked") // Outputs have the types of the inputs.
  static List<Operand<TFloat32>> after(
      Ops tf, List<Operand<TFloat32>> values, List<Operand<TFloat32>> awaited) {
    List<Operand<?>> together = new ArrayList<>(values);
    together.addAll(awaited);
    List<Operand<TFloat32>> held = new ArrayList<>();
    for (Output<?> output : tf.identityN(together).output().subList(0, values.size())) {
      held.add((Operand<TFloat32>) output);
    }
    return held;
  }
}
