package io.millrace.training.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.IdentityN;
import org.tensorflow.types.TFloat32;

/**
 * Gradients given by nodes of one's own instead of TensorFlow's rules for each operation. Nodes
 * that a rule adds must not ask for static shapes: TensorFlow holds the graph's lock meanwhile.
 */
@FunctionalInterface
interface GradientRule {

  /**
   * Adds the nodes.
   *
   * @param tf scope of gradients
   * @param upstream gradient of the value
   * @return gradients of the inputs, in their order
   */
  List<Operand<TFloat32>> inputGradients(Ops tf, Operand<TFloat32> upstream);

  /**
   * Gives a value a rule, which serves one call of {@link org.tensorflow.Graph#addGradients}.
   *
   * @param value computed from the inputs
   * @param inputs what gradients go on to
   * @return the value
   */
  static Operand<TFloat32> attach(
      Ops tf, Operand<TFloat32> value, List<Operand<TFloat32>> inputs, GradientRule rule) {
    return Rules.attach(tf, value, inputs, rule);
  }

  /**
   * The rules by the node they are attached to. As in TensorFlow's Python, that is an IdentityN of
   * the value and the inputs, for which TensorFlow has no gradient of its own; no gradient passes
   * into the nodes that computed the value.
   */
  final class Rules {
    private static final Map<Operation, GradientRule> BY_NODE = new ConcurrentHashMap<>();

    static {
      TensorFlow.registerCustomGradient(
          IdentityN.Inputs.class,
          (tf, node, upstream) -> {
            GradientRule rule = BY_NODE.remove(node.getOutputs().op());
            Operand<TFloat32> ofValue = floats(upstream.get(0));
            List<Operand<?>> gradients = new ArrayList<>();
            gradients.add(ofValue); // It ends at the StopGradient before the node.
            gradients.addAll(rule.inputGradients(tf, ofValue));
            return gradients;
          });
    }

    private Rules() {}

    private static Operand<TFloat32> attach(
        Ops tf, Operand<TFloat32> value, List<Operand<TFloat32>> inputs, GradientRule rule) {
      List<Operand<?>> all = new ArrayList<>();
      all.add(tf.stopGradient(value));
      all.addAll(inputs);
      IdentityN node = tf.identityN(all);
      BY_NODE.put(node.op(), rule);
      return floats(node.output().get(0));
    }

    @SuppressWarnings("unchecked") // Values, and so their gradients, are floats.
    private static Operand<TFloat32> floats(Operand<?> operand) {
      return (Operand<TFloat32>) operand;
    }
  }
}
