package io.millrace.training.model;

import io.millrace.training.config.OutputHead;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.SparseSoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The loss of each position, in slices along the sequence (as StreamBP, 2506.03077, Section 3): a
 * slice's logits are dropped before the next slice's are computed, and the backward computes them
 * again. T is the number of positions, d the width, V the vocabulary.
 */
final class CrossEntropy {
  private final OutputHead head;
  private final Operand<TFloat32> matrix; // [d, V]; [V, d] if tied
  private final Operand<TInt32> labels; // [T]
  private final List<Rows> slices;

  /**
   * @param head layout of the matrix
   * @param matrix from hidden states to logits: [d, V], or [V, d] if it is the embedding
   * @param labels [T]; negative where a position is not trained
   * @param slices of the T positions
   */
  CrossEntropy(
      OutputHead head, Operand<TFloat32> matrix, Operand<TInt32> labels, List<Rows> slices) {
    this.head = head;
    this.matrix = matrix;
    this.labels = labels;
    this.slices = slices;
  }

  /**
   * Builds the loss of each position, with gradients.
   *
   * @param hidden normalised states of the last layer [T, d]
   * @return losses in nats [T]; 0 where a position is not trained
   */
  Operand<TFloat32> losses(Ops tf, Operand<TFloat32> hidden) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    Ops slice = tf;
    for (Rows rows : slices) {
      Operand<TFloat32> losses = slice(slice, rows, rows.of(slice, hidden, 2, 0)).loss(); // [R]
      parts.add(losses);
      slice = tf.withControlDependencies(losses);
    }
    Operand<TFloat32> losses = tf.math.mul(Rows.join(tf, parts, 0), trained(tf)); // [T]
    Operand<TFloat32> withGradients =
        GradientRule.attach(
            tf,
            losses,
            List.of(hidden, matrix),
            (scope, upstream) -> gradients(scope, hidden, upstream));
    return tf.withName("losses").identity(withGradients);
  }

  /** Gradients of the hidden states and the matrix. */
  private List<Operand<TFloat32>> gradients(
      Ops tf, Operand<TFloat32> hidden, Operand<TFloat32> ofLosses) {
    Operand<TFloat32> ofTrained = tf.math.mul(ofLosses, trained(tf)); // [T]
    List<Operand<TFloat32>> ofHidden = new ArrayList<>();
    Operand<TFloat32> ofMatrix = null;
    List<Operand<TFloat32>> before = List.of();
    for (Rows rows : slices) {
      Operand<TFloat32> states =
          Barrier.after(tf, List.of(rows.of(tf, hidden, 2, 0)), before).get(0); // [R, d]
      Operand<TFloat32> column =
          tf.expandDims(rows.of(tf, ofTrained, 1, 0), tf.constant(1)); // [R, 1]
      Operand<TFloat32> ofLogits =
          tf.math.mul(slice(tf, rows, states).backprop(), column); // [R, V]
      Operand<TFloat32> ofStates = times(tf, ofLogits, !tied());
      ofHidden.add(ofStates);
      Operand<TFloat32> ofSlice =
          tied() ? outer(tf, ofLogits, states) : outer(tf, states, ofLogits);
      ofMatrix = ofMatrix == null ? ofSlice : tf.math.add(ofMatrix, ofSlice);
      before = List.of(ofStates, ofMatrix);
    }
    return List.of(Rows.join(tf, ofHidden, 0), ofMatrix);
  }

  /**
   * Logits and loss of some positions.
   *
   * @param states their hidden states [R, d]
   */
  private SparseSoftmaxCrossEntropyWithLogits<TFloat32> slice(
      Ops tf, Rows rows, Operand<TFloat32> states) {
    Operand<TFloat32> logits = times(tf, states, tied()); // [R, V]
    Operand<TInt32> valid = tf.math.maximum(labels, tf.constant(0)); // [T]
    return tf.nn.sparseSoftmaxCrossEntropyWithLogits(logits, rows.of(tf, valid, 1, 0));
  }

  /** 1 for each trained position, else 0 [T]. */
  private Operand<TFloat32> trained(Ops tf) {
    return tf.dtypes.cast(tf.math.greaterEqual(labels, tf.constant(0)), TFloat32.class);
  }

  private boolean tied() {
    return head == OutputHead.TIED;
  }

  private Operand<TFloat32> times(Ops tf, Operand<TFloat32> x, boolean transposed) {
    return tf.linalg.matMul(x, matrix, MatMul.transposeB(transposed));
  }

  /** Sum over positions of the outer products of rows. */
  private static Operand<TFloat32> outer(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.linalg.matMul(a, b, MatMul.transposeA(true));
  }
}
